/**
 * Under which names the JSON loggers keep a LogRecord's standard fields, most specific first. Sources: pino, winston, bunyan,
 * log4js and Serilog by their output; ECS (elastic.co/guide/en/ecs), Google Cloud structured logging
 * (docs.cloud.google.com/logging/docs/structured-logging), python-json-logger, logstash-logback-encoder, zap, zerolog.
 */
export const NAMES = {
  time: ['@timestamp', 'timestamp', 'time', 'ts', '@t', 'datetime', 'date', 'eventTime', 'asctime'],
  level: ['level', 'log.level', 'severity', 'levelname', 'loglevel', 'lvl', '@l', 'levelName'],
  message: ['message', 'msg', '@m', '@mt', 'textPayload', 'short_message', 'body'],
} as const;

/** Standard fields that hold text. */
export const TEXT_NAMES: Readonly<Record<string, readonly string[]>> = {
  logger: ['logger', 'log.logger', 'logger_name', 'loggerName', 'name', 'categoryName', 'SourceContext'],
  service: ['service.name', 'service', 'service_name', 'serviceName', 'serviceContext.service', 'app'],
  environment: ['service.environment', 'environment', 'env', 'deployment.environment'],
  version: ['service.version', 'version', 'serviceContext.version'],
  host: ['host.name', 'host.hostname', 'host', 'hostname'],
  thread: ['process.thread.name', 'thread', 'thread_name', 'threadName'],
  trace_id: ['trace_id', 'trace.id', 'traceId', 'logging.googleapis.com/trace', '@tr'],
  span_id: ['span_id', 'span.id', 'spanId', 'logging.googleapis.com/spanId', '@sp'],
  request_id: ['request_id', 'http.request.id', 'requestId', 'reqId', 'req_id', 'RequestId', 'req.id'],
  correlation_id: ['correlation_id', 'correlationId', 'CorrelationId'],
  session_id: ['session_id', 'sessionId', 'session.id'],
  user_id: ['user_id', 'user.id', 'userId'],
  username: ['username', 'user.name', 'userName'],
  organization_id: ['organization_id', 'organization.id', 'organizationId'],
  client_ip: ['client_ip', 'client.ip', 'source.ip', 'clientIp', 'remote_addr', 'httpRequest.remoteIp'],
  user_agent: ['user_agent.original', 'user_agent', 'userAgent', 'httpRequest.userAgent'],
  event: ['event.action', 'event'],
};

/** Standard fields that hold numbers. */
export const NUMBER_NAMES: Readonly<Record<string, readonly string[]>> = {
  pid: ['pid', 'process.pid', 'process'],
  duration_ms: ['duration_ms', 'durationMs', 'responseTime', 'elapsed_ms', 'elapsedMs'],
};

/** The names of an error's parts, within an `err` or `error` object or flat with dots. */
export const ERROR_NAMES: Readonly<Record<string, readonly string[]>> = {
  type: ['error.type', 'err.type', 'err.name', 'error.name', 'exception.type', 'exception.class', 'error_type'],
  message: ['error.message', 'err.message', 'exception.message', 'error_message', 'err', 'error'],
  code: ['error.code', 'err.code', 'error_code'],
  stack: [
    'error.stack_trace',
    'error.stack',
    'err.stack',
    'exception.stacktrace',
    'stack_trace',
    'stack',
    'exc_info',
    'exception',
    '@x',
  ],
};
