import { frameworkInThisFile } from '../../framework-settings';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cdk from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BridgePort, BridgeTaskDefinition, NetworkValidation, NoneTaskDefinition, Port } from '../../../lib/ecs';
import { everyConstruct } from '../../aws/every-construct';
import { newStack, small } from '../helpers';

// the lines that made constructs are looked at here
frameworkInThisFile('CDK_CONTEXT_JSON', '{}');

/** Two mistakes of different constructs: a host port used twice, and ports that an escape hatch puts on none. */
function twoMistakes(stack: Stack): void {
  const web = new BridgeTaskDefinition(stack, 'Web');
  for (const id of ['nginx', 'api']) web.addContainer(id, small).addPort(BridgePort.fixed(Port.tcp(80), 8080));
  const job = new NoneTaskDefinition(stack, 'Job');
  job.addContainer('job', small);
  const resource = job.node.defaultChild as ecs.CfnTaskDefinition;
  resource.addPropertyOverride('ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80 }]);
}

/** What stops the synth, without the numbers of lines. */
function problemsOf(stack: Stack): string {
  try {
    (stack.node.root as App).synth();
    return '';
  } catch (error) {
    return (error as Error).message.replaceAll(/:\d+:\d+$/gm, ':LINE');
  }
}

describe('the check at synth', () => {
  test('shows every error at once, at its construct, overrides included', () => {
    const stack = newStack();
    twoMistakes(stack);
    expect(problemsOf(stack)).toMatchInlineSnapshot(`
     "Validation failed with the following errors:
       [Stack/Web/api] Stack/Web/api/port0: host port 8080/tcp of container api is already taken by container nginx
       fix: give one of them another host port, or BridgePort.dynamic() and let the instance pick
       see: npx portwright explain host-port-taken
       made at: test/ecs/tree/template-check.test.ts:LINE
       [Stack/Job/job] container job maps ports, but network mode none has none
       fix: leave the port mappings out, or choose bridge, host or awsvpc
       see: npx portwright explain ports-on-none
       made at: test/ecs/tree/template-check.test.ts:LINE"
    `);
  });

  test('speaks of plain constructs to those who wrote no others, with the line that made them', () => {
    const stack = newStack();
    NetworkValidation.addTo(stack.node.root);
    const task = new ecs.Ec2TaskDefinition(stack, 'Web', { networkMode: ecs.NetworkMode.BRIDGE });
    for (const id of ['nginx', 'api'])
      task.addContainer(id, { ...small, portMappings: [{ containerPort: 80, hostPort: 8080 }] });
    expect(() => (stack.node.root as App).synth()).toThrow(
      /or hostPort: 0 and let the instance pick\n.*npx portwright explain host-port-taken\n\s+made at: test\/ecs\/tree\/template-check\.test\.ts:\d+:\d+/,
    );
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
    cdk.Validations.of(web).acknowledge({ id: 'Portwright::host-port-reserved', reason: 'sshd is off' });
    const annotations = Annotations.fromStack(stack);
    annotations.hasNoWarning('/Stack/Web/nginx', Match.anyValue());
    annotations.hasWarning(
      '/Stack/Loud/nginx',
      Match.stringLikeRegexp(
        'host port 22(.|\n)*npx portwright explain host-port-reserved(.|\n)*Portwright::host-port-reserved',
      ),
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

  describe('writes what CDK alone would write', () => {
    /** Every template of an app, and what CDK makes of its stacks when nothing is kept for it any more. */
    function bothWays(app: App): { readonly written: unknown; readonly alone: unknown } {
      const assembly = app.synth();
      const stacks = app.node.findAll().filter((construct) => Stack.isStack(construct));
      return {
        written: stacks.map(({ artifactId }) => assembly.getStackArtifact(artifactId).template as unknown),
        alone: stacks.map((stack) => {
          const rendered = (stack as unknown as { _toCloudFormation(): object })._toCloudFormation();
          return JSON.parse(JSON.stringify(rendered)) as unknown;
        }),
      };
    }

    test('for every construct, wired in every way', () => {
      const folder = mkdtempSync(join(tmpdir(), 'portwright-written-'));
      const { written, alone } = bothWays(everyConstruct(folder));
      expect(written).toEqual(alone);
      rmSync(folder, { recursive: true });
    });

    test('for what escape hatches put there: empty and missing values, intrinsic keys, conditions and tokens', () => {
      const stack = newStack();
      const port = new cdk.CfnParameter(stack, 'Port', { type: 'Number' });
      const web = new BridgeTaskDefinition(stack, 'Web');
      web.addContainer('nginx', { ...small, environment: { PORT: port.valueAsString } });
      const group = new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'web' });
      group.cfnOptions.condition = new cdk.CfnCondition(stack, 'Wanted', {
        expression: cdk.Fn.conditionEquals(port.valueAsString, '80'),
      });
      group.addPropertyOverride('Tags', []);
      group.addPropertyOverride('Empty', {});
      group.addPropertyOverride('Nothing', null);
      group.addPropertyOverride('Deep', { a: cdk.Fn.conditionIf('Wanted', port.valueAsNumber, cdk.Aws.NO_VALUE) });
      group.addPropertyOverride('GroupName', cdk.Lazy.string({ produce: () => `${cdk.Aws.STACK_NAME}-web` }));
      group.addDeletionOverride('Properties.GroupDescription');
      cdk.Tags.of(stack).add('Port', port.valueAsString);
      const { written, alone } = bothWays(stack.node.root as App);
      expect(written).toEqual(alone);
      expect(JSON.stringify(written)).toContain(
        '"Deep":{"a":{"Fn::If":["Wanted",{"Ref":"Port"},{"Ref":"AWS::NoValue"}]}}',
      );
    });
  });
});
