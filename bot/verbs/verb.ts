/** What a verb is: the answer to one button. A family of them is a file, and a line in the registry. */
import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { CollateError } from '../../services/errors.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Press } from '../press.ts';

export interface VerbAnswer {
  /** The title of a dialog. */
  title: string;
  /** Null closes a dialog, and leaves a card as it is. */
  card: Card | null;
  /** True where a message in its place would be read by others who may not see it. */
  isPrivate?: boolean;
  /** Inline forms hold their message: `begin` and renew, or `end`. */
  hold?: 'begin' | 'end';
}

export interface Verb {
  name: string;
  /** True for a button of a form: the press carries what was typed, and nothing else has it yet. */
  holdsTyped?: true;
  press(deps: BotDeps, scene: Scene, press: Press): Promise<VerbAnswer>;
  /** What is shown instead of a bare notice where the press was refused, so that what was typed stays. */
  refused?(deps: BotDeps, scene: Scene, press: Press, reason: string): Promise<VerbAnswer>;
}

/** An opaque id of ours, as a card carries it. */
export const id = z.string().min(1).max(64);

/** A small number, as a card carries it. */
export const small = z.number().int().min(0).max(10_000);

/** @throws CollateError `input_invalid` for data that no card of ours sends */
export function readData<Data>(schema: z.ZodType<Data>, { data }: Press): Data {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new CollateError(
    'input_invalid',
    'This button’s card is out of date or was changed. Open the card again.',
  );
}
