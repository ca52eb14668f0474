import { givenInterface } from '../definition/docker-reading';
import { type EndpointDefinition, type EngineSettings } from '../definition/docker-host';
import { does } from '../definition/engine-version';
import { isKnown, Unknown, type Knowable } from '../../values/unknown';
import { type Network, type Sandbox } from './sandbox';

const ANY_INTERFACE = new Unknown('the engine joins the networks of a container in any order');

/** What an interface is called: as it says, else the first number behind the prefix of its network that is free. */
export function interfaceNameOf(
  { endpoints, owner }: Sandbox,
  { interfacePrefix }: Network,
  definition: EndpointDefinition,
  engine: EngineSettings,
): Knowable<string> {
  const given = givenInterface(definition);
  if (given !== undefined) return given;
  const attachments = owner?.attachments ?? [];
  if (attachments.length > 1 && does(engine, 'networks-joined-by-chance')) {
    const unnamed = attachments.filter((one) => givenInterface(one) === undefined);
    if (unnamed.length > 1) return ANY_INTERFACE;
    const named = attachments.flatMap((one) => givenInterface(one) ?? []);
    if (!named.every(isKnown) || named.includes(`${interfacePrefix}0`)) return ANY_INTERFACE;
  }
  for (let number = 0; ; number++) {
    const name = `${interfacePrefix}${number}`;
    if (!endpoints.some((one) => one.interfaceName === name)) return name;
  }
}
