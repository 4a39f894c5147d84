/** Why a request is turned away. Whoever sent it is told the code and nothing else. */

/** Every code there is, with its status: also the only values of the metric's label. */
export const refusals = {
  bad_request: 400,
  invoke_unknown: 400,
  not_an_activity: 400,
  not_json: 400,
  too_deep: 400,
  unauthorised: 401,
  host_not_allowed: 403,
  service_url_not_allowed: 403,
  tenant_not_allowed: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_slow: 408,
  too_large: 413,
  unsupported_encoding: 415,
  unsupported_media_type: 415,
  too_many_requests: 429,
  keys_unavailable: 503,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof refusals;

/** What goes back over HTTP. */
export interface DoorAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export class Refused extends Error {
  readonly code: RefusalCode;
  /** Seconds after which it may be tried again; null where that would change nothing. */
  readonly retryAfter: number | null;

  constructor(code: RefusalCode, retryAfter: number | null = null) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export function refusalAnswer({ code, retryAfter }: Refused): DoorAnswer {
  const answer = { status: refusals[code], body: { error: { code } } };
  return retryAfter === null ? answer : { ...answer, headers: { 'retry-after': String(retryAfter) } };
}
