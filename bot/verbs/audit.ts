/** The buttons of the audit list. */
import { z } from 'zod';
import { showAudit, showAuditCheck } from '../show-audit.ts';
import { readData, small, type Verb } from './verb.ts';

const turn: Verb = {
  name: 'audit.page',
  press: async (deps, scene, press) => {
    const { page, until } = readData(z.object({ page: small, until: z.iso.datetime() }), press);
    return { title: 'Audit', card: await showAudit(deps, scene, { page, until: new Date(until) }) };
  },
};

const verify: Verb = {
  name: 'audit.verify',
  press: async (deps, scene) => ({ title: 'Audit', card: await showAuditCheck(deps, scene) }),
};

export const auditVerbs: readonly Verb[] = [turn, verify];
