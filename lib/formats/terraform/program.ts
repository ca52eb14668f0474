import { joined, type Listed, NOTHING } from '../../core/values/listed';
import { checkOf, commandOf, type Program, type Setting } from '../../core/values/program';
import { isKnown, type Knowable } from '../../core/values/unknown';
import { type Field } from '../../core/reading/field';

/** What a `docker_container` says about its program. */
export function readProgram(field: Field, isBuilt: boolean): Program {
  const [entry, command] = [field.get('entrypoint'), field.get('command')];
  const health = field.get('healthcheck');
  return {
    environment: environmentOf(field.get('env')),
    ...(entry.isEmpty && command.isEmpty ? {} : commandOf(texts(entry), texts(command))),
    ...(health.isEmpty ? {} : { healthCheck: checkOf(texts(health.get('test'))) }),
    labels: field.get('labels').list((label) => ({
      at: label.here,
      name: label.text('label') ?? '',
      value: label.text('value') ?? '',
    })),
    mounts: joined([
      field.get('volumes').list((volume) => volume.text('containerPath') ?? ''),
      field.get('mounts').list((mount) => mount.text('target') ?? ''),
      field.get('upload').list((upload) => upload.text('file') ?? ''),
    ]),
    startsAfter: NOTHING,
    isBuilt,
  };
}

/** Texts that decide nothing by themselves, so that none is reported when it is not known. */
function texts(field: Field): Listed<Knowable<string>> {
  return field.strings((item) => item.text());
}

function environmentOf(field: Field): Listed<Setting> {
  const { items, complete } = texts(field);
  const settings: Setting[] = [];
  let isWhole = complete;
  for (const [index, text] of items.entries()) {
    const at = isKnown(text) ? text.indexOf('=') : -1;
    if (isKnown(text) && at > 0) {
      settings.push({ at: field.item(index, text).here, name: text.slice(0, at), value: text.slice(at + 1) });
    } else isWhole = false;
  }
  return { items: settings, complete: isWhole };
}
