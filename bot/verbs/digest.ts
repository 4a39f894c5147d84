/** The closer looks at a digest, and the way back. */
import { z } from 'zod';
import { sectionNames } from '../../cards/digest/sections.ts';
import { openToldDigest, showDigest } from '../digest-card.ts';
import { id, readData, small, type Verb } from './verb.ts';

const instant = z.number().int().min(0).max(4_102_444_800_000);
const looking = z.object({ section: z.enum(sectionNames).nullable().default(null), page: small.default(0) });
const told = looking.extend({ digest: id });
const asked = looking.extend({ since: instant, until: instant });

const view: Verb = {
  name: 'digest.view',
  press: async (deps, scene, press) => {
    const data = readData(z.union([told, asked]), press);
    if ('digest' in data)
      return { title: 'Digest', card: await openToldDigest(deps, scene, data.digest, data) };
    const until = Math.min(data.until, deps.clock.now().getTime());
    const span = { since: new Date(Math.min(data.since, until)), until: new Date(until) };
    return { title: 'Digest', card: await showDigest(deps, scene, span, data) };
  },
};

export const digestVerbs: readonly Verb[] = [view];
