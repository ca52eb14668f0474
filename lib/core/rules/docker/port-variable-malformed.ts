import { type Setting, isOpenText } from '../../values/program';
import { isOfClient } from '../../intent/dial';
import { nameOf } from '../../engine/definition/docker-reading';
import { isPortNumber } from '../../values/port';
import { isKnown } from '../../values/unknown';
import { defineRule, type Violation } from '../rule';

const NGINX_PROXY = 'https://github.com/nginx-proxy/nginx-proxy/blob/main/docs/README.md';
const TRAEFIK = 'https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/docker/';
const COMPOSE = 'https://docs.docker.com/reference/compose-file/services/#environment';

type Facts = { container: string; variable: string; problem: string };

export const portVariableMalformed = defineRule<'dockerHost', Facts>({
  id: 'port-variable-malformed',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a variable or a label that is to name one port, and does not',
  why: 'nginx-proxy, Traefik and most programs take one number there; a pair such as 8080:80, a list, a protocol or quotes that became part of the value are none',
  broken:
    'nginx-proxy writes the container down as "down" and answers 502 or 503, Traefik leaves it out ("invalid port"), other programs do not start or dial nobody',
  fix: 'write the number of the port on which the program listens in its container, and nothing else',
  sources: [NGINX_PROXY, TRAEFIK, COMPOSE],
  sourceFor: ({ variable }) =>
    variable === 'VIRTUAL_PORT' ? NGINX_PROXY : variable.startsWith('traefik.') ? TRAEFIK : COMPOSE,
  catalogue: ['4.3 ports that are dialled'],
  explain: ({ container, variable, problem }) => `${variable} of container ${container} ${problem}`,
  check: ({ containers }) =>
    containers.items.flatMap((spec) => {
      const { program, running, at: owner } = spec;
      if (running === false || !program) return [];
      const { items: variables } = program.environment;
      const names = new Set(variables.flatMap(({ name }) => (isKnown(name) ? [name] : [])));
      const asked = [
        ...variables.filter(({ name }) => isKnown(name) && isOfPort(name, names)),
        ...program.labels.items.filter(({ name }) => isKnown(name) && PORT_LABEL.test(name)),
      ];
      return asked.flatMap((setting): Violation<Facts>[] => {
        const problem = problemOf(setting);
        if (problem === undefined || !isKnown(setting.name)) return [];
        return [{ at: setting.at ?? owner, facts: { container: nameOf(spec), variable: setting.name, problem } }];
      });
    }),
});

const PORT_LABEL = /^traefik\.(?:http|tcp|udp)\.services\.[^.]+\.loadbalancer\.server\.port$/i;

/** Whether a variable names the port of a host that another variable names, or that nginx-proxy is to dial. */
function isOfPort(name: string, names: ReadonlySet<string>): boolean {
  if (name === 'VIRTUAL_PORT') return names.has('VIRTUAL_HOST');
  const host = /^(.*[A-Z])_?PORT$/.exec(name)?.[1];
  return host !== undefined && isOfClient(name) && [`${host}_HOST`, `${host}HOST`].some((one) => names.has(one));
}

/** What is wrong with a port; never its value, which may be anything. Words may be names of services, which some programs know. */
function problemOf({ value }: Setting): string | undefined {
  if (!isKnown(value) || isOpenText(value)) return undefined;
  const text = value.trim();
  if (!/\d/.test(text) || text.includes('://') || isPortNumber(Number(text))) return undefined;
  if (/^(["']).*\1$/.test(text)) return 'has quotes in its value, which belong to the text here';
  if (/^\d+[,;\s]+\d/.test(text)) return 'names several ports; it takes one';
  if (/^\d+:\d+$/.test(text)) return 'has two ports with a colon; it takes the one inside the container';
  if (/^\d+\/\w+$/.test(text)) return 'has a protocol behind the number; it takes the number alone';
  return /^-?\d+$/.test(text) ? 'is no port: those are from 1 to 65535' : undefined;
}
