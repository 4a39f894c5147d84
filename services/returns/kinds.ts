/** The kinds of return there are. A kind has one name in three rooms: its meaning here, its face, its door. */

export const kinds = {
  'action-updates': { title: 'Action updates' },
  measures: { title: 'Measures' },
  'training-figures': { title: 'Training figures' },
  compliance: { title: 'Training compliance' },
  'group-report': { title: 'Quarterly report' },
  'priority-report': { title: 'Priority lead’s report' },
  'agency-statement': { title: 'Agency statement' },
  'section-11': { title: 'Section 11' },
} as const;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];

export const isKind = (name: string): name is KindName => name in kinds;

/** The kinds that a group's `asks` in the board file may name; the others follow from the plan and from agencies. */
export const groupKinds = ['action-updates', 'training-figures', 'group-report'] as const;

/** The kinds that an agency's `asks` may name: asked once a year. */
export const agencyKinds = ['agency-statement', 'section-11'] as const;
