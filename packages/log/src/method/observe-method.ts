/**
 * Replaces a method of one object by one that sees its calls. What `around` returns is what the caller gets.
 *
 * @param around gets the arguments and the original, to be called with those or others
 */
export function observeMethod(
  target: object,
  name: string,
  around: (args: unknown[], call: (args: unknown[]) => unknown) => unknown,
): void {
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== 'function') return;
  Object.defineProperty(target, name, {
    configurable: true,
    writable: true,
    value(this: unknown, ...args: unknown[]) {
      return around(args, (given) => Reflect.apply(method, this, given));
    },
  });
}

/** A property of something whose type is not known; `undefined` when there is none. */
export const propertyOf = (target: unknown, name: string): unknown =>
  (typeof target === 'object' && target !== null) || typeof target === 'function'
    ? Reflect.get(target, name)
    : undefined;

/** Listens to an emitter whose type is not known; nothing when it is none. */
export function listen(emitter: unknown, event: string | symbol, listener: (value: unknown) => void): void {
  const on = propertyOf(emitter, 'on');
  if (typeof on === 'function') Reflect.apply(on, emitter, [event, listener]);
}
