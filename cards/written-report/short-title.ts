/** A heading on a button. */
import { truncate } from '../words.ts';

/** As much of a heading as a button has room for on a phone, beside a word or two. */
export const shortTitle = (title: string): string => truncate(title, 22);
