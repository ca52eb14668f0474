import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cdk from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BridgePort, BridgeTaskDefinition, NoneTaskDefinition, Port } from '../../lib/ecs';
import { newStack, small } from './helpers';

/** Two mistakes of different constructs: a host port used twice, and ports that an escape hatch puts on none. */
function twoMistakes(stack: Stack): void {
  const web = new BridgeTaskDefinition(stack, 'Web');
  for (const id of ['nginx', 'api']) web.addContainer(id, small).addPort(BridgePort.fixed(Port.tcp(80), 8080));
  const job = new NoneTaskDefinition(stack, 'Job');
  job.addContainer('job', small);
  const resource = job.node.defaultChild as ecs.CfnTaskDefinition;
  resource.addPropertyOverride('ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80 }]);
}

describe('the check at synth', () => {
  test('shows every error at once, at its construct, overrides included', () => {
    const stack = newStack();
    twoMistakes(stack);
    expect(() => (stack.node.root as App).synth()).toThrowErrorMatchingInlineSnapshot(`
     "Validation failed with the following errors:
       [Stack/Web/api] Stack/Web/api/port0: host port 8080/tcp of container api is already taken by container nginx
       fix: give one of them another host port, or BridgePort.dynamic() and let the instance pick
       see: docs/rules.md#host-port-taken
       [Stack/Job/job] container job maps ports, but network mode none has none
       fix: leave the port mappings out, or choose bridge, host or awsvpc
       see: docs/rules.md#ports-on-none"
    `);
  });

  test('writes nothing when it finds an error', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portwright-check-'));
    const before = join(folder, 'Stack.template.json');
    writeFileSync(before, 'as it was');
    const stack = new Stack(new App({ outdir: folder }), 'Stack');
    twoMistakes(stack);
    expect(() => (stack.node.root as App).synth()).toThrow('host port 8080/tcp');
    expect(readdirSync(folder)).toEqual(['Stack.template.json']);
    expect(readFileSync(before, 'utf8')).toBe('as it was');
    rmSync(folder, { recursive: true });
  });

  test('forgets what has been put right before the next synth', () => {
    const stack = newStack();
    const web = new BridgeTaskDefinition(stack, 'Web');
    for (const id of ['nginx', 'api']) web.addContainer(id, small).addPort(BridgePort.fixed(Port.tcp(80), 8080));
    const app = stack.node.root as App;
    expect(() => app.synth()).toThrow('host port 8080/tcp');
    const resource = web.node.defaultChild as ecs.CfnTaskDefinition;
    resource.addPropertyOverride('ContainerDefinitions.1.PortMappings.0.HostPort', 8081);
    expect(app.synth({ force: true }).stacks).toHaveLength(1);
  });

  test('checks the stacks of each stage', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    twoMistakes(new Stack(stage, 'Stack'));
    expect(() => app.synth()).toThrow('[Prod/Stack/Web/api]');
  });

  test('turns warnings into annotations that can be acknowledged', () => {
    const stack = newStack();
    const web = new BridgeTaskDefinition(stack, 'Web');
    web.addContainer('nginx', small).addPort(BridgePort.fixed(Port.tcp(80), 22));
    const loud = new BridgeTaskDefinition(stack, 'Loud');
    loud.addContainer('nginx', small).addPort(BridgePort.fixed(Port.tcp(80), 22));
    cdk.Validations.of(web).acknowledge({ id: 'portwright:host-port-reserved', reason: 'sshd is off' });
    const annotations = Annotations.fromStack(stack);
    annotations.hasNoWarning('/Stack/Web/nginx', Match.anyValue());
    annotations.hasWarning(
      '/Stack/Loud/nginx',
      Match.stringLikeRegexp('host port 22(.|\n)*docs/rules.md#host-port-reserved(.|\n)*portwright:host-port-reserved'),
    );
  });

  test('says nothing about values that are decided at deploy time', () => {
    const stack = newStack();
    const port = new cdk.CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
    const web = new BridgeTaskDefinition(stack, 'Web');
    for (const id of ['nginx', 'api']) web.addContainer(id, small).addPort(BridgePort.fixed(Port.tcp(port), port));
    expect((stack.node.root as App).synth().stacks).toHaveLength(1);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('portwright'));
  });

  test('leaves it to CDK to say what is wrong with an unfinished construct', () => {
    const stack = newStack();
    twoMistakes(stack);
    new ecs.Ec2TaskDefinition(stack, 'Broken').addContainer('c', { image: small.image });
    expect(() => (stack.node.root as App).synth()).toThrow(/host port 8080\/tcp(.|\n)*memoryLimitMiB/);
  });
});
