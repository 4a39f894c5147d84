/** One person for each standing, for tests of who may do what. */
import type { Standing } from '../../../services/people/standings.ts';
import type { RawBoard } from '../world.ts';

/** Who stands how towards the Quality Group, the action 1.1.a and the agency Police, on 10 June 2026. */
export const people: Record<Standing, string> = {
  manager: 'mia@board.example',
  'board-chair': 'bea@board.example',
  scrutineer: 'sue@board.example',
  executive: 'eve@board.example',
  chair: 'ann@police.example',
  deputy: 'dev@council.example',
  'stand-in': 'sam@council.example',
  parent: 'cat@council.example',
  member: 'ben@council.example',
  'in-channel': 'gus@charity.example',
  lead: 'leo@charity.example',
  agency: 'con@police.example',
  named: 'nan@charity.example',
  'named-owner': 'olu@council.example',
  anybody: 'nia@charity.example',
};

/** Puts them on the small board. */
export function addPeople(raw: RawBoard): void {
  raw.agencies.push({ name: 'Charity' });
  Object.assign(raw.agencies[0] ?? {}, { contact: people.agency });
  raw.people.push(
    { name: 'Bea Board', email: people['board-chair'], roles: ['board-chair'] },
    { name: 'Sue Scrutiny', email: people.scrutineer, roles: ['scrutineer'] },
    { name: 'Eve Executive', email: people.executive },
    { name: 'Dev Deputy', email: people.deputy },
    { name: 'Sam Standin', email: people['stand-in'] },
    { name: 'Gus Guest', email: people['in-channel'] },
    { name: 'Con Contact', email: people.agency, agency: 'Police' },
    { name: 'Nia Nobody', email: people.anybody },
    { name: 'Nan Named', email: people.named },
    { name: 'Olu Owner', email: people['named-owner'] },
  );
  raw.people = raw.people.filter(person => person['email'] !== 'leo@police.example');
  raw.people.push({ name: 'Leo Lead', email: people.lead, agency: 'Charity' });
  for (const action of raw.plan.priorities[0]?.outcomes[0]?.actions ?? [])
    if (action['lead']) action['lead'] = people.lead;
  Object.assign(raw.groups[0] ?? {}, { members: [people.executive] });
  const members = [...((raw.groups[1]?.['members'] ?? []) as string[]), people['named-owner']];
  Object.assign(raw.groups[1] ?? {}, {
    members,
    deputy: people.deputy,
    standIn: { person: people['stand-in'], until: '2026-06-10' },
    parent: 'Practice',
  });
}
