/** The buttons under a look at what would be removed. A second press finds nothing left, and says so. */
import { z } from 'zod';
import { isCollateError } from '../../services/errors.ts';
import { sayNotice } from '../notices.ts';
import { forget, removeOld } from '../show-retention.ts';
import { id, readData, type Verb } from './verb.ts';

const apply: Verb = {
  name: 'retention.apply',
  press: async (deps, scene, press) => {
    const { before } = readData(z.object({ before: z.iso.date() }), press);
    return { title: 'Retention', card: await removeOld(deps, scene, before) };
  },
};

const forgetOne: Verb = {
  name: 'retention.forget',
  press: async (deps, scene, press) => {
    const { person } = readData(z.object({ person: id }), press);
    try {
      return { title: 'Forget', card: await forget(deps, scene, person) };
    } catch (error) {
      if (!isCollateError(error, 'person_unknown')) throw error;
      return { title: 'Forget', card: sayNotice('Forgotten before', 'Nothing of this person is left.') };
    }
  },
};

export const retentionVerbs: readonly Verb[] = [apply, forgetOne];
