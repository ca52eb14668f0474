import { quoted } from '../../values/model-error';
import { NETWORK_MODES } from '../../ecs/network-mode';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { preflight, API_TASK } from '../sources';
import { FINE } from '../violations';

const VALUES = NETWORK_MODES.map(({ apiValue }) => apiValue).filter((value) => value !== undefined);

export const networkModeUnknown = defineRule<'task', { given: string }>({
  id: 'network-mode-unknown',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'network mode that does not exist',
  why: 'the default mode of Windows has no name in the API: it is what a task without networkMode gets',
  broken: 'RegisterTaskDefinition refuses a value that is not in its list',
  fix: ({ field }) =>
    `write none, bridge, host or awsvpc; for the default mode of Windows leave ${field('networkMode')} out`,
  sources: [API_TASK, preflight('pf-ecs-fargate-network-mode')],
  catalogue: ['NM-03'],
  explain: ({ given }) => `there is no network mode ${quoted(given)}`,
  check({ at, networkModeGiven: given }) {
    if (typeof given !== 'string' || VALUES.includes(given)) return FINE;
    // the console itself writes "default" in places, so that it is refused everywhere is not certain
    return [
      { at: atField(at, 'networkMode'), facts: { given }, ...(given === 'default' ? { effect: 'may go wrong' } : {}) },
    ];
  },
});
