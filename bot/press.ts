/** The one place where what a client sends of a button becomes typed. */
import type { Activity } from 'botframework-schema';

/**
 * How a press reached the bot, and so how it is answered: `execute` in place of the card for the one who pressed,
 * `dialog` in the dialog, `message` by a message of its own.
 */
export type Door = 'execute' | 'dialog' | 'message';

export interface Press {
  verb: string;
  /** The button's data and the inputs, as the client sent them: untrusted. */
  data: Readonly<Record<string, unknown>>;
  door: Door;
  /** Teams' id of the message that holds the button; null where the client does not say. */
  activityId: string | null;
}

/** Null where the value is no press of a button of ours. */
export function readPress(activity: Activity, door: Door): Press | null {
  const value = recordOf(activity.value);
  const source =
    door === 'execute' ? recordOf(value?.['action']) : door === 'dialog' ? recordOf(value?.['data']) : value;
  if (!source) return null;
  const data = door === 'execute' ? (recordOf(source['data']) ?? {}) : source;
  const verb = door === 'execute' ? (source['verb'] ?? data['verb']) : data['verb'];
  if (typeof verb !== 'string' || verb === '') return null;
  return { verb: verb.slice(0, 60), data, door, activityId: activity.replyToId ?? null };
}

const recordOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
