import { PortRange } from '../values/port';
import { type PortMapping } from '../values/port-mapping';

/** First and last port on the security group that carries the traffic of a declared port. */
export function openedPorts(
  { container, published, networkMode }: PortMapping,
  dynamicPorts: readonly [number, number],
): readonly [number, number] {
  switch (published.kind) {
    case 'fixed':
      return [published.hostPort, published.hostPort];
    case 'dynamic':
      return dynamicPorts;
    case 'same':
      return container instanceof PortRange ? [container.first, container.last] : [container.number, container.number];
    case 'range':
      // behind a bridge a range is a run of dynamic ports, wherever the instance finds one
      return networkMode === 'awsvpc' ? [published.range.first, published.range.last] : dynamicPorts;
  }
}
