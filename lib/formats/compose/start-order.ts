import { leadsTo } from '../../core/values/graph';
import { isData, own, type Data } from '../../core/reading/field';
import { asMapping, type Origins } from './merge';
import { type ComposeSource } from './source';

/** The services of a project, and what it takes to read their order. */
interface Started {
  readonly services: Data;
  readonly source: ComposeSource;
  readonly assembly: { readonly origins: Origins };
}

/** The services that a service starts after, of those that are on. */
export function startsAfter(body: unknown, around: Started): string[] {
  return namedBy(body, around).filter((service) => own(around.services, service) !== undefined);
}

/** Whether Compose starts a service before another one, which waits for it itself or by others. */
export function isStartedBefore(first: string, later: string, around: Started): boolean {
  return leadsTo(later, first, (name) => startsAfter(own(around.services, name), around));
}

/** The services that a service waits for by name, or needs in order to start. */
export function namedBy(body: unknown, { source, assembly }: Pick<Started, 'source' | 'assembly'>): string[] {
  if (!isData(body)) return [];
  const text = (value: unknown): string => {
    const known = source.identify(value);
    return typeof known === 'string' ? known : '';
  };
  const list = (key: string): string[] => (Array.isArray(body[key]) ? (body[key] as unknown[]).map(text) : []);
  const shared = ['network_mode', 'ipc', 'pid'].flatMap((key) => /^service:(.+)$/.exec(text(body[key]))?.[1] ?? []);
  const named = [
    ...Object.keys(asMapping(body['depends_on'], assembly.origins)),
    ...[...list('links'), ...list('volumes_from').filter((item) => !item.startsWith('container:'))].map(
      (item) => item.split(':')[0] ?? '',
    ),
    ...shared,
  ];
  return [...new Set(named)].filter((name) => name !== '');
}
