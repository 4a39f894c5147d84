/** Sends mutated activities and card payloads to the real bot, signed, and looks at what they left behind. */
import assert from 'node:assert/strict';
import { commands } from '../../bot/commands/registry.ts';
import { verbs } from '../../bot/verbs/registry.ts';
import { may } from '../../services/people/permissions.ts';
import { auditEvents } from '../../services/store/entities/audit.ts';
import { groups, memberships, people, roles } from '../../services/store/entities/board.ts';
import { returns } from '../../services/store/entities/returns.ts';
import { askActions, asks, rounds } from '../../services/store/entities/rounds.ts';
import { summaries } from '../../services/store/entities/summaries.ts';
import { askCard, type Stage, startStage } from '../contract/support.ts';
import { isObject, type JsonObject } from '../support/teams/json.ts';

export interface Fuzzed {
  sent: number;
  /** How many answers had each status. */
  statuses: Record<string, number>;
  /** Rows that were made on the way, each by somebody who may. */
  returns: number;
}

/** @throws where an answer is 5xx, the bot dies or complains, or a row stands that nobody could have made */
export async function fuzz({ count, seed }: { count: number; seed: number }): Promise<Fuzzed> {
  const stage = await startStage({ env: { REQUESTS_PER_MINUTE: '0', LOG_LEVEL: 'info' } });
  try {
    await askCard(stage);
    const random = randomFrom(seed);
    const bases = await validActivities(stage);
    const before = await untouched(stage);
    const statuses: Record<string, number> = {};
    for (let sent = 0; sent < count; sent += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, count - sent) }, () =>
        mutate(structuredClone(pick(bases, random)), random),
      );
      const answers = await Promise.all(batch.map(activity => stage.teams.raw(activity)));
      for (const [at, { status }] of answers.entries()) {
        statuses[status] = (statuses[status] ?? 0) + 1;
        assert.ok(
          status < 500,
          `${status} to number ${sent + at} of seed ${seed}: ${JSON.stringify(batch[at])}`,
        );
      }
    }
    await livesOn(stage);
    assert.deepEqual(await untouched(stage), before);
    return { sent: count, statuses, returns: await rowsOfThoseWhoMay(stage) };
  } finally {
    await stage.stop();
  }
}

const BATCH = 8;

type Random = () => number;

/** The same numbers from the same seed. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** Every command and every button at its three doors, by everybody but the manager, with ids that are real. */
async function validActivities({ teams, store, boardId, ...stage }: Stage): Promise<JsonObject[]> {
  const ids = await store.read(async view => {
    const group = await view.rows(groups).first({ boardId, key: 'qas' });
    const rows = await view.rows(asks).find({ boardId });
    const own = rows.find(({ groupId }) => groupId === group?.id)?.id ?? '';
    const asked = await view.rows(askActions).find({ askId: own });
    return { own, actions: asked.map(({ actionId }) => actionId), asks: rows.map(({ id }) => id) };
  });
  const senders = [stage.ann, stage.dev, stage.cara, stage.guest, stage.nobody];
  const places = ['Quality Assurance', 'Room 4', 'Executive', 'personal'] as const;
  const words = ['', ' 1.1.a amber It moved', ' group TH', ' all', ' 2026-27 Q1 due 2027-01-01', ' QAS'];
  const made: JsonObject[] = [];
  const where = (index: number) => places[index % places.length] as (typeof places)[number];
  for (const [index, person] of senders.entries()) {
    for (const [at, { name }] of commands.entries()) {
      const place = person === stage.nobody ? 'Quality Assurance' : where(index + at);
      const text = `${name}${words[at % words.length]}`;
      made.push(teams.activity(person, place, { type: 'message', text }));
    }
    for (const [at, verb] of [...verbs.keys()].entries()) {
      const place = person === stage.nobody ? 'Quality Assurance' : where(index + at);
      // Half of them about a group's own action, so that some of them save.
      const action = ids.actions[at % ids.actions.length] ?? '';
      const ask = at % 2 === 0 ? ids.own : (ids.asks[at % ids.asks.length] ?? '');
      const data = { verb, ...payload, ask, action, actions: [action] };
      const button = { type: 'Action.Execute', verb, data };
      made.push(
        teams.activity(person, place, {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: button },
        }),
        teams.activity(person, place, { type: 'invoke', name: 'task/fetch', value: { data } }),
        teams.activity(person, place, { type: 'invoke', name: 'task/submit', value: { data } }),
        teams.activity(person, place, { type: 'message', value: data }),
      );
    }
  }
  return made;
}

/** What buttons of every kind carry, all at once. */
const payload: JsonObject = {
  action: 'x',
  return: 'x',
  file: 'x',
  heading: 'progress',
  part: 'programme',
  outcome: 'x',
  version: 0,
  page: 0,
  seen: 0,
  turn: 0,
  from: 'status',
  view: 'top',
  period: '2026-27 Q1',
  rating: 'amber',
  progress: 'It moved.',
  text: 'Words.',
  actions: ['x'],
  givenBy: '',
  account: 'x',
  summary: 'x',
};

const STRANGE: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  'x'.repeat(5000),
  '\0',
  '\ud800',
  '../../etc/passwd',
  "' OR 1=1 --",
  ['$', '{board.name}'].join(''),
  '<at>Collate</at>',
  '__proto__',
  ['a', ['b']],
  { type: 'AdaptiveCard' },
  'sign-off.sign',
  'summary.post',
  'round close',
  '2026-02-30',
  '�',
  Number.MAX_SAFE_INTEGER,
];

/** One to four changes somewhere in it; the serviceUrl and the tenant mostly stay, or the door refuses the rest unread. */
function mutate(activity: JsonObject, random: Random): JsonObject {
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) mutateOnce(activity, random);
  return activity;
}

function mutateOnce(root: JsonObject, random: Random): void {
  let node: JsonObject | unknown[] = root;
  for (;;) {
    const keys: (string | number)[] = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
    const key = pick(keys, random);
    if (key === undefined) return;
    if ((key === 'serviceUrl' || key === 'conversation' || key === 'channelData') && random() < 0.8) return;
    const child = (node as Record<string | number, unknown>)[key];
    if ((isObject(child) || Array.isArray(child)) && random() < 0.75) {
      node = child as JsonObject | unknown[];
      continue;
    }
    change(node as Record<string | number, unknown>, key, random);
    return;
  }
}

function change(node: Record<string | number, unknown>, key: string | number, random: Random): void {
  const kind = Math.floor(random() * 5);
  if (kind === 0) delete node[key];
  else if (kind === 1) node[`${key}2`] = node[key];
  else if (kind === 2 && typeof node[key] === 'string') node[key] = scrambled(node[key] as string, random);
  else node[key] = structuredClone(pick(STRANGE, random));
}

function scrambled(text: string, random: Random): string {
  const at = Math.floor(random() * (text.length + 1));
  return text.slice(0, at) + String(pick(STRANGE, random)).slice(0, 40) + text.slice(at + 1);
}

/** It answers, and has complained of nothing that it did not catch. */
async function livesOn({ bot, teams, mia }: Stage): Promise<void> {
  assert.equal((await teams.say(mia, 'personal', 'status')).status, 200);
  const { stdout, stderr } = bot.output();
  assert.doesNotMatch(`${stdout}${stderr}`, /unhandled|uncaught|"msg":"turn failed"/i);
}

/** What only the manager can change, and the manager sent nothing. */
function untouched({ store, boardId }: Stage): Promise<unknown> {
  return store.read(async view => {
    const named = (await view.rows(people).find({ boardId })).filter(({ key }) => key !== null);
    const events = await view.rows(auditEvents).find({ boardId });
    return {
      people: named.map(({ key, name, email, retiredAt }) => [key, name, email, retiredAt]).sort(),
      roles: (await view.rows(roles).find({ boardId }))
        .map(({ personId, role }) => `${personId} ${role}`)
        .sort(),
      members: (await view.rows(memberships).find({ boardId })).map(({ id }) => id).sort(),
      rounds: (await view.rows(rounds).find({ boardId })).map(({ period, due, closedAt }) => [
        period,
        due,
        closedAt,
      ]),
      summaries: await view.rows(summaries).count({ boardId }),
      managed: events
        .filter(({ event }) => MANAGED.test(event))
        .map(({ event }) => event)
        .sort(),
    };
  });
}

/** Events of deeds that are the manager's alone. */
const MANAGED =
  /^(account\.(joined|kept|undone)|board\.imported|decision\.|keys\.|person\.forgotten|retention\.|round\.|summary\.)/;

/** @returns how many answers were given, each by somebody who may where it was given */
function rowsOfThoseWhoMay({ store, boardId }: Stage): Promise<number> {
  return store.read(async view => {
    const rows = await view.rows(returns).find({ boardId });
    for (const { askId, subjectId, personId, enteredById, channelRowId, savedAt } of rows) {
      assert.equal(enteredById, null, 'nobody but the manager enters for another');
      const ask = await view.rows(asks).get(askId);
      const about = { ...ask, actionId: subjectId, now: savedAt };
      const actor = { boardId, personId, channelRowId };
      assert.ok(await may(view, actor, 'group.answer', about), `a return of ${personId} stands that may not`);
    }
    return rows.length;
  });
}
