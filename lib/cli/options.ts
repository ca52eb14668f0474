import { INPUT_TYPES } from '../formats/formats';
import { type Answer } from '../report/renderer';
import { formatsOf } from '../report/renderers';
import { type Option } from './command';

export const HELP: Option = { name: 'help', short: 'h', help: 'print this help' };

/** A paragraph of help for commands that accept Docker daemons as well as files. */
export const DAEMONS =
  'docker: in place of a file asks the Docker daemon that the docker command would ask; docker:NAME asks that of a context, docker:unix:///PATH and docker:tcp://HOST:PORT the one that is there. It gets GET requests only.';

/** How files are read. */
export const READING: readonly Option[] = [
  {
    name: 'type',
    short: 't',
    value: 'TYPE',
    choices: INPUT_TYPES,
    help: `what the files are, instead of finding it out: ${INPUT_TYPES.join(', ')}`,
  },
  {
    name: 'param',
    short: 'p',
    value: 'NAME=VALUE',
    many: true,
    synonyms: ['var', 'parameters', 'parameter-overrides', 'env', 'set'],
    help: 'value of a template parameter, or of a variable in a compose file',
  },
  {
    name: 'project',
    value: 'NAME',
    help: 'the compose files are one project of this name (default: several by their names and folders, on one host)',
  },
  { name: 'profile', value: 'NAME', many: true, help: 'profile of compose services that is on' },
  {
    name: 'engine',
    value: 'VERSION',
    help: 'version of the Docker Engine that runs it, such as 20.10 or 29.4.1 (default: 29, the newest observed)',
  },
  {
    name: 'daemon',
    value: 'FILE',
    help: 'daemon.json of that engine: icc, userland proxy, pools, default bridge, IPv6, DNS, iptables',
  },
  {
    name: 'config',
    short: 'c',
    value: 'FILE',
    help: 'settings as JSON: acknowledge, failOn, parameters, profiles, engine (default: portwright.config.json if there is one)',
  },
];

/** Acknowledges findings. */
export const ACKNOWLEDGE: Option = {
  name: 'acknowledge',
  short: 'a',
  value: 'RULE[@PATH]=REASON',
  many: true,
  help: 'accept a warning, everywhere or at a path and below',
};

/** Which findings count. */
export const JUDGING: readonly Option[] = [
  ACKNOWLEDGE,
  {
    name: 'fail-on',
    value: 'SEVERITY',
    choices: ['error', 'warning', 'never'],
    help: 'exit with 1 from this severity on: error, warning, never (default: error)',
  },
];

/** The option for the output format, with the formats that can print these answers. */
export function format(...answers: readonly Answer[]): Option {
  const choices = formatsOf(...answers);
  return {
    name: 'format',
    short: 'f',
    value: 'FORMAT',
    choices,
    synonyms: ['output', 'o', 'reporter'],
    help: `how to print: ${choices.join(', ')} (default: text)`,
  };
}
