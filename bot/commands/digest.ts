import { noticeCard } from '../../cards/notice/notice-card.ts';
import { dayIn, listed } from '../../cards/words.ts';
import { parseDigestTime, subscribe, unsubscribe } from '../../services/digest/subscriptions.ts';
import { postDigest } from '../../services/digest/tell-digest.ts';
import { CollateError } from '../../services/errors.ts';
import { requireMay } from '../../services/people/permissions.ts';
import { seenGroups } from '../../services/people/seen-groups.ts';
import type { BotDeps, Scene } from '../deps.ts';
import { capital, showDigest } from '../digest-card.ts';
import type { Command } from './command.ts';

export const digest: Command = {
  name: 'digest',
  usage: 'digest',
  about:
    'what came in and what comes next; in 1:1 chat also digest on fridays 16:00, digest off; digest post',
  run: (deps, scene, words) => {
    const typed = words.toLowerCase();
    if (typed === '') return showDigest(deps, scene);
    if (typed === 'post') return post(deps, scene);
    return typed === 'off' ? stop(deps, scene) : start(deps, scene, words);
  },
};

const tell = (title: string, text: string) => noticeCard({ tone: 'info', title, text, mend: null, id: null });

async function post(deps: BotDeps, { actor, board }: Scene) {
  const { to, since, already } = await postDigest(deps, actor);
  const when = dayIn(new Date(since), board.timezone);
  return already
    ? tell('Nothing new', `The digest was posted within the day, and nothing has come in since.`)
    : tell(
        'Digest posted',
        `What came in since ${when} goes to ${listed(to) || 'nobody: the board names no manager'}.`,
      );
}

async function start(deps: BotDeps, { actor, person, place }: Scene, words: string) {
  if (!/^on\s/i.test(words)) {
    throw new CollateError('input_invalid', `Try: digest, digest on fridays 16:00, digest off, digest post.`);
  }
  requirePersonal(place);
  const time = parseDigestTime(words);
  const now = deps.clock.now();
  await deps.store.read(async view => {
    const seen = await seenGroups(view, actor, now);
    if (seen?.length === 0) await requireMay(view, actor, 'digest.see', { now });
  });
  await subscribe(deps, actor, person.id, time);
  return tell(
    'Digest ordered',
    `You get a digest of what you may see on ${capital(time.day)}s at ${time.at}, the next working day on holidays. To end it, type: digest off`,
  );
}

async function stop(deps: BotDeps, { actor, person, place }: Scene) {
  requirePersonal(place);
  const had = await unsubscribe(deps, actor, person.id);
  return tell('No digest', had ? 'You get no digest of your own any more.' : 'You had ordered none.');
}

function requirePersonal({ kind }: Scene['place']): void {
  if (kind === 'personal') return;
  throw new CollateError('not_allowed', 'A digest of your own comes in our 1:1 chat: order it there.');
}
