/** The mail address of a member as Teams describes them. */

/**
 * A guest's user principal name holds their own address: `ann.ward_police.uk#EXT#@council.onmicrosoft.com`.
 * @returns in small letters; null where Teams says none
 */
export function mailOfMember(
  email: string | null | undefined,
  principal: string | null | undefined,
): string | null {
  const said = (email || principal || '').trim().toLowerCase();
  const guest = /^(.+)_([^_@]+)#ext#@/.exec(said);
  return (guest ? `${guest[1]}@${guest[2]}` : said) || null;
}
