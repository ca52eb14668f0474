import { capabilitiesOf, capabilityReport } from '../../../lib/core/ecs/capability';
import { type TaskDefinition } from '../../../lib/core/ecs/task';
import { isKnown } from '../../../lib/core/values/unknown';
import { readCloudFormation } from '../../../lib/formats';
import { container, taskTemplate, withPorts, type Data } from '../rules/pairs/template';

function taskOf(mode: unknown, containers: readonly Data[]): TaskDefinition {
  const body = { Parameters: { Mode: { Type: 'String' } }, ...taskTemplate(mode as string, containers) };
  const [task] = readCloudFormation({ body }).tasks;
  if (!task) throw new Error('the template has no task definition');
  return task;
}

describe('the capability report', () => {
  test('says what a bridge task gives and what it cannot do', () => {
    const task = taskOf('bridge', [
      withPorts(
        { ContainerPort: 80, Protocol: 'tcp', Name: 'http' },
        { ContainerPort: 53, HostPort: 5353, Protocol: 'udp' },
        { ContainerPortRange: '8000-8010', Protocol: 'tcp' },
      ),
    ]);
    expect(capabilityReport(task)).toMatchInlineSnapshot(`
     "Task: bridge mode: Docker's default bridge on each instance: container ports appear on the instance under chosen numbers
       runs on: EC2, EXTERNAL (linux)
       address: that of its instance
       containers of the task meet by: links
       security group: that of its instance
       port of app: 80/tcp, host port dynamic, target type instance
       port of app: 53/udp, host port 5353, target type instance
       port of app: 8000-8010/tcp, host port dynamic, no load balancer
       copies on one instance: one
       host ports: 1 of 95 that an instance has to give
       load balancer: target type instance
       discovery: SRV records
       Service Connect: client and server
       ECS Exec and task role: yes
       instance metadata: reachable unless blocked: hop limit 1 on the instance, or a DOCKER-USER rule
       cannot:
         - one network interface of the instance is shared by all its containers
         - no security group per task: the instance's applies to every container on it
         - an extra hop: packets are translated and pass docker0
         - the container address is known on its instance only
         - containers of the task do not share localhost and find each other by links only, one way
         - service discovery gives SRV records only: clients have to look up the port
         - a fixed host port allows one task copy per instance"
    `);
  });

  test('says that a none task is reached by nobody', () => {
    const report = capabilitiesOf(taskOf('none', [container()]));
    expect(isKnown(report) && [report.address, report.exec, report.loadBalancer, report.ports]).toEqual([
      'nobody',
      false,
      'none',
      [],
    ]);
  });

  test('has no host ports for an awsvpc task', () => {
    const report = capabilitiesOf(taskOf('awsvpc', [withPorts({ ContainerPort: 80, Protocol: 'tcp', Name: 'http' })]));
    expect(isKnown(report) && report.ports).toEqual([
      { container: 'app', port: '80/tcp', hostPort: undefined, targetType: 'ip', serviceConnect: true },
    ]);
  });

  test('allows one copy of a host task with a declared port on an instance', () => {
    const report = capabilitiesOf(taskOf('host', [withPorts({ ContainerPort: 80, Protocol: 'tcp' })]));
    expect(isKnown(report) && report.copiesPerInstance).toBe(1);
  });

  test('is unknown while the mode is', () => {
    const task = taskOf({ Ref: 'Mode' }, [container()]);
    expect(isKnown(capabilitiesOf(task))).toBe(false);
    expect(capabilityReport(task)).toMatch(/^Task: the network mode is not known/);
  });
});
