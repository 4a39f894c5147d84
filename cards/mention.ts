/** Whom a card calls. */
import type { MentionEntity } from './card.ts';

/**
 * @param label stands inside `<at>`: a role's word and refs, never a name, since Teams draws it as text of its own
 * @param id Teams' id of the person
 */
export function mentionEntity(label: string, id: string, name: string): MentionEntity {
  const text = `<at>${label.replace(/[^\w.\-/, ]/g, '')}</at>`;
  return { type: 'mention', text, mentioned: { id, name } };
}
