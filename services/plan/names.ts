/** How names are compared: people write one group in many ways. */

/**
 * A name without what people vary: case, punctuation, `&` for "and", "sub group" and "sub-group" for "subgroup",
 * and a leading "the".
 */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/\bsub groups?\b/g, 'subgroup')
    .replace(/\bsubgroups\b/g, 'subgroup')
    .replace(/^the /, '');
}

/**
 * A looser reading for what people type: without a trailing "group", "subgroup", "panel", "hub" and the like, so
 * that "Quality Assurance" finds "Quality Assurance Subgroup". Empty where nothing else is left.
 */
export function stemOfName(name: string): string {
  return normaliseName(name)
    .replace(/\b(sub|working|task and finish|strategic|operational)? ?(group|subgroup|panel|hub|board)$/, '')
    .trim();
}
