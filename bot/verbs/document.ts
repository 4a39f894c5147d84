/** The buttons that give a link to a document: for who presses, who must be able to open it. */
import { z } from 'zod';
import { choiceCard } from '../../cards/notice/choice-card.ts';
import { LINK_TIME, makeLink } from '../../services/documents/links.ts';
import { documentKinds, isDocumentName } from '../../services/documents/registry.ts';
import { CollateError } from '../../services/errors.ts';
import { readData, type Verb } from './verb.ts';

const link: Verb = {
  name: 'document.link',
  press: async (deps, { actor, person, place }, press) => {
    const { document, period } = readData(
      z.object({
        document: z.string().refine(isDocumentName),
        period: z.string().min(1).max(120).nullable().default(null),
      }),
      press,
    );
    // Answered by a message of its own, it would stand there for everybody.
    if (press.door === 'message' && place.kind !== 'personal')
      throw new CollateError('not_allowed', 'A link is for one person alone. Ask me in our 1:1 chat.');
    const address = deps.publicUrl();
    if (address === null)
      throw new CollateError('config_invalid', 'Documents cannot be opened here: PUBLIC_URL is not set.');
    const token = await makeLink(deps, { ...actor, personId: person.id }, document, { period });
    const { title, extension } = documentKinds[document];
    return {
      title: 'Document',
      card: choiceCard({
        title: `${title} (.${extension})`,
        lines: [
          `The link is yours alone, and good for ${LINK_TIME / 60_000} minutes. Do not pass it on.`,
          'What you download leaves Collate: keep it where your agency keeps such papers.',
        ],
        buttons: [],
        links: [{ title: 'Open', url: `${address}/documents/${token}` }],
        forms: deps.forms,
      }),
    };
  },
};

export const documentVerbs: readonly Verb[] = [link];
