import { type EngineSettings } from '../../core/engine/definition/docker-host';
import { Cidr, IpAddress } from '../../core/values/address';
import { quoted } from '../../core/values/model-error';
import { nearest } from '../../core/values/similar';
import { isData } from '../../core/reading/field';
import { InputError } from '../text/input-error';
import { type TextDocument } from '../text/document';
import { escaped } from '../../core/values/place';
import { DAEMON_SETTINGS, readDaemonSettings } from './daemon-settings';

/** What the value of a setting has to be. */
interface Form {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

const SWITCH: Form = { expected: 'true or false', fits: (value) => typeof value === 'boolean' };
const TEXT: Form = { expected: 'a text', fits: (value) => typeof value === 'string' };
const BACKEND: Form = {
  expected: 'iptables or nftables',
  fits: (value) => ['', 'iptables', 'nftables'].includes(String(value)),
};
const NUMBER: Form = { expected: 'a number', fits: (value) => typeof value === 'number' };
const TEXTS: Form = {
  expected: 'a list of texts',
  fits: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
};
const ADDRESS: Form = {
  expected: 'an address',
  fits: (value) => typeof value === 'string' && IpAddress.tryParse(value) !== undefined,
};
const BLOCK: Form = {
  expected: 'an address with the length of its subnet, such as 10.9.0.1/24',
  fits: (value) => typeof value === 'string' && value.includes('/') && Cidr.around(value) !== undefined,
};
const POOLS: Form = {
  expected: 'a list of pools, such as { "base": "10.10.0.0/16", "size": 24 }',
  fits: (value) =>
    Array.isArray(value) &&
    (value as unknown[]).every((one) => isData(one) && BLOCK.fits(one['base']) && Number.isInteger(one['size'])),
};
const OPTIONS: Form = {
  expected: 'options by driver, each an object',
  fits: (value) => isData(value) && Object.values(value).every(isData),
};

const FORMS: Readonly<Record<string, Form>> = {
  icc: SWITCH,
  'userland-proxy': SWITCH,
  iptables: SWITCH,
  ip6tables: SWITCH,
  'allow-direct-routing': SWITCH,
  'live-restore': SWITCH,
  'ip-forward-no-drop': SWITCH,
  'ip-masq': SWITCH,
  'ip-forward': SWITCH,
  ipv6: SWITCH,
  'firewall-backend': BACKEND,
  bridge: TEXT,
  mtu: NUMBER,
  ip: ADDRESS,
  'default-gateway': ADDRESS,
  'default-gateway-v6': ADDRESS,
  bip: BLOCK,
  'fixed-cidr': BLOCK,
  'fixed-cidr-v6': BLOCK,
  dns: TEXTS,
  'dns-search': TEXTS,
  'dns-opts': TEXTS,
  'default-address-pools': POOLS,
  'default-network-opts': OPTIONS,
};

/**
 * What a `daemon.json` says about the engine, and no more.
 *
 * @param pointer where the settings stand in the document
 * @param data the settings
 * @throws InputError with the place of a value that the daemon does not take, or of a setting that is not known or not modelled
 */
export function readDaemonFile(
  document: TextDocument,
  pointer = '',
  data: unknown = document.data,
): Partial<EngineSettings> {
  const fail = (at: string, message: string): never => {
    throw new InputError(document.file, document.locate(at), message);
  };
  if (!isData(data)) return fail(pointer, 'expected an object with the settings of the daemon');
  for (const [key, form] of Object.entries(FORMS)) {
    const value = data[key];
    if (value !== undefined && !form.fits(value))
      fail(`${pointer}/${escaped(key)}`, `${key} is ${form.expected}, got ${quoted(value)}`);
  }
  // from nothing, so that there is in it what the file says, and no more
  const { engine, notRead } = readDaemonSettings(data, {} as EngineSettings);
  const [name] = notRead;
  if (name !== undefined) fail(`${pointer}/${escaped(name)}`, whyNotRead(name));
  return engine;
}

function whyNotRead(name: string): string {
  if (DAEMON_SETTINGS.includes(name))
    return `what this value of ${quoted(name)} does to networks is not modelled; leave it out to check without it`;
  const meant = nearest(name, DAEMON_SETTINGS);
  return `the daemon has no setting ${quoted(name)}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}
