/**
 * Every error a person can meet has a stable code, a sentence that says what is wrong and, where there is
 * one, the mend. Anything else is a fault of ours and becomes `internal` at the door that shows it.
 */

/** Whose move it is: `input` is the asker's to mend, `state` the manager's, `fault` ours. */
export const errorKinds = {
  action_unknown: 'input',
  ask_unknown: 'input',
  board_ambiguous: 'input',
  board_file_invalid: 'input',
  board_file_unreadable: 'input',
  board_unknown: 'input',
  calendar_invalid: 'input',
  channel_not_linked: 'state',
  config_invalid: 'state',
  decision_unknown: 'input',
  file_gone: 'input',
  file_invalid: 'input',
  file_too_large: 'input',
  file_type_unknown: 'input',
  file_unmatched: 'input',
  file_unreadable: 'input',
  group_unknown: 'input',
  identifier_found: 'input',
  identity_missing: 'input',
  input_invalid: 'input',
  internal: 'fault',
  not_allowed: 'input',
  no_change_dishonest: 'input',
  nothing_to_sign: 'input',
  nothing_to_undo: 'input',
  period_invalid: 'input',
  person_has_duties: 'state',
  person_was_forgotten: 'input',
  person_unknown: 'input',
  playground_failed: 'state',
  port_taken: 'state',
  priority_unknown: 'input',
  round_closed: 'state',
  round_exists: 'state',
  round_held: 'state',
  round_none_open: 'state',
  round_unknown: 'input',
  store_busy: 'fault',
  store_unreachable: 'fault',
  summary_unknown: 'input',
  verb_unknown: 'input',
} as const satisfies Record<string, 'input' | 'state' | 'fault'>;

export type ErrorCode = keyof typeof errorKinds;

/** An error that is shown as it is: `message` is written for the person who meets it. */
export class CollateError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CollateError';
    this.code = code;
  }
}

/** True for an error of ours, with that code where one is given. */
export function isCollateError(error: unknown, code?: ErrorCode): error is CollateError {
  return error instanceof CollateError && (code === undefined || error.code === code);
}

/** True where it is the asker's or the manager's move; whatever is none of our errors is a fault. */
export function isRefusal(error: unknown): error is CollateError {
  return isCollateError(error) && errorKinds[error.code] !== 'fault';
}

/** True where the database could not be asked for a while: nothing is wrong with what was to be done. */
export const isStoreAway = (error: unknown): boolean =>
  isCollateError(error, 'store_busy') || isCollateError(error, 'store_unreachable');

/** What the log may have of any error: its code, or its class. A database's own message may quote what was typed. */
export function nameOf(error: unknown): string {
  if (isCollateError(error)) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
