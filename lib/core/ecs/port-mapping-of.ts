import { Port, PortRange } from '../values/port';
import { AwsvpcPort, BridgePort, HostPort, NatPort, type PortMapping } from '../values/port-mapping';
import { AWSVPC, BRIDGE, DEFAULT, HOST, type NetworkMode } from './network-mode';
import { type PortMappingInput } from './task-input';

type Make = (port: Port | PortRange, input: PortMappingInput) => PortMapping | undefined;

const nameOf = ({
  name,
  appProtocol,
}: PortMappingInput): { name?: string; appProtocol?: 'http' | 'http2' | 'grpc' } => ({
  ...(name !== undefined && { name }),
  ...(appProtocol !== undefined && { appProtocol }),
});
const isDynamic = ({ hostPort = 0 }: PortMappingInput): boolean => hostPort === 0;
const isSame = ({ hostPort, containerPort }: PortMappingInput): boolean =>
  hostPort === undefined || hostPort === containerPort;

/** How each mode makes a mapping, where the typed ones can say it. */
const MAKERS: ReadonlyMap<NetworkMode, Make> = new Map<NetworkMode, Make>([
  [
    BRIDGE,
    (port, input) => {
      if (port instanceof PortRange) return BridgePort.range(port, nameOf(input));
      const { hostPort = 0 } = input;
      return isDynamic(input)
        ? BridgePort.dynamic(port, nameOf(input))
        : BridgePort.fixed(port, hostPort, nameOf(input));
    },
  ],
  [
    HOST,
    (port, input) => {
      const isPlain = input.name === undefined && input.appProtocol === undefined && isSame(input);
      return port instanceof PortRange || !isPlain ? undefined : HostPort.same(port);
    },
  ],
  [
    AWSVPC,
    (port, input) => {
      if (port instanceof PortRange) return AwsvpcPort.range(port, nameOf(input));
      return isSame(input) ? AwsvpcPort.same(port, nameOf(input)) : undefined;
    },
  ],
  [
    DEFAULT,
    (port, input) => {
      if (port instanceof PortRange || input.name !== undefined || input.appProtocol !== undefined) return undefined;
      return isDynamic(input) ? NatPort.dynamic(port) : NatPort.fixed(port, input.hostPort ?? 0);
    },
  ],
]);

/** The typed mapping that says the same; undefined where no mapping of the mode does, and rules have something to say. */
export function portMappingOf(mode: NetworkMode, input: PortMappingInput): PortMapping | undefined {
  const port = portOf(input);
  return port && MAKERS.get(mode)?.(port, input);
}

const PROTOCOLS = ['tcp', 'udp'] as const;

function portOf({
  containerPort,
  containerPortRange,
  hostPort,
  protocol = 'tcp',
}: PortMappingInput): Port | PortRange | undefined {
  // what was read may say any protocol
  const known = PROTOCOLS.find((one) => one === protocol);
  if (known === undefined) return undefined;
  if (containerPortRange === undefined) return containerPort === undefined ? undefined : Port[known](containerPort);
  const [, first, last] = /^(\d+)-(\d+)$/.exec(containerPortRange) ?? [];
  const [from, to] = [Number(first), Number(last)];
  const isWhole = containerPort === undefined && hostPort === undefined && from >= 1 && to <= 65_535 && from < to;
  return isWhole ? PortRange[known](from, to) : undefined;
}

/** A typed mapping in the words of the ECS API, with every host port said out loud. */
export function portMappingInput({ container, published, name, appProtocol }: PortMapping): PortMappingInput {
  const protocol = container.protocol === 'udp' ? 'udp' : 'tcp';
  const named = nameOf({ ...(name !== undefined && { name }), ...(appProtocol !== undefined && { appProtocol }) });
  if (container instanceof PortRange) {
    return { containerPortRange: `${container.first}-${container.last}`, protocol, ...named };
  }
  const { number: containerPort } = container;
  const hostPort = published.kind === 'fixed' ? published.hostPort : published.kind === 'dynamic' ? 0 : containerPort;
  return { containerPort, hostPort, protocol, ...named };
}
