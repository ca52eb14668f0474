import { joined, type Listed, NOTHING } from '../values/listed';
import { checkOf, commandOf, marked, type Program, type Setting } from '../values/program';
import { isKnown, Unknown, type Knowable } from '../values/unknown';
import { type Field, unreported } from './field';

/** What a container definition says about its program. Nothing of it is reported as unknown: it decides nothing by itself. */
export function readProgram(field: Field): Program {
  return unreported(field, () => programOf(field));
}

function programOf(field: Field): Program {
  const [entry, command] = [field.get('entryPoint'), field.get('command')];
  const health = field.get('healthCheck').get('command');
  return {
    environment: environmentOf(field),
    ...(entry.isAbsent && command.isAbsent ? {} : commandOf(textsOf(entry), textsOf(command))),
    ...(health.isAbsent ? {} : { healthCheck: checkOf(textsOf(health)) }),
    labels: NOTHING,
    mounts: field.get('mountPoints').list((mount) => mount.text('containerPath') ?? ''),
    startsAfter: NOTHING,
    isBuilt: false,
  };
}

function environmentOf(field: Field): Listed<Setting> {
  const written = field.get('environment').list((variable): Setting => {
    const value = variable.get('value');
    const name = variable.text('name') ?? '';
    // a place is worked out when it is asked for: few variables need one
    return {
      get at() {
        return variable.here;
      },
      name,
      value: textOf(value),
    };
  });
  const secrets = field.get('secrets').list((secret): Setting => ({
    at: secret.here,
    name: secret.text('name') ?? '',
    value: new Unknown('it is a secret'),
  }));
  const all = joined([written, secrets]);
  return field.get('environmentFiles').isEmpty ? all : { ...all, complete: false };
}

function textsOf(field: Field): Listed<Knowable<string>> {
  return field.strings(textOf);
}

/** A text with a mark for whatever is decided at deployment. */
function textOf(field: Field): Knowable<string> {
  const text = field.source.identify(field.raw);
  if (text === undefined || !isKnown(text)) return text ?? '';
  return marked(field.reference() ? `\${${text}}` : text);
}
