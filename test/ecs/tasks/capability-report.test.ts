import {
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeTaskDefinition,
  capabilityReport,
  capabilityText,
  ExternalBridgeTaskDefinition,
  type ModedTaskDefinition,
  Port,
  WindowsAwsvpcTaskDefinition,
} from '../../../lib/ecs';
import { newStack, small } from '../helpers';

function served(task: ModedTaskDefinition): unknown[] {
  const { targetType, discoveryRecords, serviceConnect } = capabilityReport(task);
  return [targetType, discoveryRecords, serviceConnect];
}

describe('the capability report', () => {
  test('says what can stand in front of a task', () => {
    const stack = newStack();
    expect(served(new BridgeTaskDefinition(stack, 'Bridge'))).toEqual(['instance', ['SRV'], 'client and server']);
    expect(served(new AwsvpcTaskDefinition(stack, 'Awsvpc'))).toEqual([
      'ip',
      ['A', 'AAAA', 'SRV'],
      'client and server',
    ]);
  });

  test('has nothing in front of a task on machines of your own, and no Service Connect on Windows', () => {
    const stack = newStack();
    const external = new ExternalBridgeTaskDefinition(stack, 'External');
    expect(served(external)).toEqual([undefined, [], 'none']);
    expect(capabilityReport(external).limits[0]).toBe(
      'on machines of your own: no load balancer, no service discovery and no Service Connect',
    );
    expect(served(new WindowsAwsvpcTaskDefinition(stack, 'Windows'))).toEqual(['ip', ['A', 'AAAA', 'SRV'], 'none']);
  });

  test('as text names each port and where it appears', () => {
    const task = new BridgeTaskDefinition(newStack(), 'Task');
    task.addContainer('web', small).addPort(BridgePort.fixed(Port.udp(53), 5353, { name: 'dns' }));
    expect(capabilityText(task)).toContain('web 53/udp (dns), on the instance: 5353');
  });
});
