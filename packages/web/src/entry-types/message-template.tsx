import classes from './entry-types.module.css';

interface MessageTemplateProps {
  readonly message: string;
}

/** A message with its placeholders set apart. */
export function MessageTemplate({ message }: MessageTemplateProps) {
  // Every second piece is the name of a field.
  const pieces = message.split(/\{(\w+)\}/);
  return pieces.map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
      <var key={index} className={classes.placeholder}>
        {piece}
      </var>
    ),
  );
}
