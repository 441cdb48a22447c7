/** Reading and writing of log calls in a syntax tree, shared by the rules and by `heartwood catalog` and `heartwood migrate`. */
export { type ArgumentWays, BARE_ERROR_MESSAGE, objectFields, type ReadArguments, readArguments } from './arguments.js';
export { callCode, fieldCode, type LogCall, quoted } from './call-code.js';
export { errorIn, fieldFor, isErrorLike } from './field-name.js';
export { CONSOLE_LEVELS, EMITTING, LOG_LEVELS, LOGGER_NAME } from './logger-name.js';
export {
  addField,
  type CallField,
  type MessagePart,
  messageParts,
  type SplitMessage,
  splitMessage,
} from './message.js';
export { bare, childrenOf, isNode, type Node, spanOf, textOf } from './node.js';
export { keyName, lastName, staticText } from './static-text.js';
