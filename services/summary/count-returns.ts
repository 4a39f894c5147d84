/** Counts a list of returns: received when every part is answered, "no change" when every answer was that. */
import type { Facts, GroupReturn } from './facts.ts';

export function countReturns(byGroup: GroupReturn[]): Facts['returns'] {
  const received = byGroup.filter(({ answered, of }) => answered === of);
  return {
    expected: byGroup.length,
    received: received.length,
    noChange: received.filter(({ noChange, of }) => noChange === of).length,
    late: received.filter(({ late }) => late).length,
    missing: byGroup
      .filter(({ answered, of }) => answered < of)
      .map(({ noChange: _noChange, late: _late, signOff: _signOff, ...missing }) => missing),
    signedOff: received.filter(({ signOff }) => signOff?.state === 'signed').length,
    notSignedOff: received.flatMap(({ group, kind, signOff }) =>
      signOff && signOff.state !== 'signed' ? [{ group, kind, state: signOff.state }] : [],
    ),
    byGroup,
  };
}
