import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Port } from '../../../lib/core/values/port';
import { BridgePort, BridgeTaskDefinition, NetworkValidation } from '../../../lib/ecs';
import { small } from '../helpers';

/** Two containers of one task on one host port: an error. */
function clash(stack: Stack): BridgeTaskDefinition {
  const task = new BridgeTaskDefinition(stack, 'Web');
  for (const id of ['one', 'two']) task.addContainer(id, small).addPort(BridgePort.fixed(Port.tcp(80), 8080));
  return task;
}

/** A host port that the agent keeps: a warning. */
function reserved(stack: Stack): BridgeTaskDefinition {
  const task = new BridgeTaskDefinition(stack, 'Web');
  task.addContainer('one', small).addPort(BridgePort.fixed(Port.tcp(80), 22));
  return task;
}

const withPlugin = (app: App): App => {
  Validations.of(app).addPlugins(new NetworkValidation());
  return app;
};

describe('one acknowledgement by CDK, with one id', () => {
  test.each(['with the plugin', 'without it'])('takes an error of our constructs, %s', (which) => {
    const app = which === 'without it' ? new App() : withPlugin(new App());
    const task = clash(new Stack(app, 'Stack'));
    expect(() => app.synth()).toThrow('host port 8080/tcp');
    Validations.of(task).acknowledge({ id: 'Portwright::host-port-taken', reason: 'the first is switched off' });
    expect(app.synth({ force: true }).stacks).toHaveLength(1);
  });

  test('that matches nothing is said, and so is one that is misspelt', () => {
    const stack = new Stack(new App(), 'Stack');
    const task = reserved(stack);
    Validations.of(task).acknowledge(
      { id: 'Portwright::host-port-reserved', reason: 'sshd is off' },
      { id: 'Portwright::host-port-taken', reason: 'was so once' },
      { id: 'Portwright::hots-port-taken', reason: 'a slip' },
      { id: 'Other::rule', reason: 'of another plugin' },
    );
    const annotations = Annotations.fromStack(stack);
    const about = (rule: string): ReturnType<typeof Match.stringLikeRegexp> =>
      Match.stringLikeRegexp(`the acknowledgement of ${rule} matches no finding`);
    annotations.hasWarning('/Stack/Web', about('Portwright::host-port-taken'));
    annotations.hasWarning(
      '/Stack/Web',
      Match.stringLikeRegexp('Portwright::hots-port-taken names no rule; did you mean host-port-taken\\?'),
    );
    annotations.hasNoWarning('*', about('Portwright::host-port-reserved'));
    annotations.hasNoWarning('*', about('Other::rule'));
  });

  test('that matches nothing is said over plain CDK too', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const task = new ecs.Ec2TaskDefinition(stack, 'Plain', { networkMode: ecs.NetworkMode.BRIDGE });
    task.addContainer('one', { ...small, portMappings: [{ containerPort: 80, hostPort: 22 }] });
    Validations.of(task).acknowledge(
      { id: 'Portwright::host-port-reserved', reason: 'sshd is off' },
      { id: 'Portwright::host-port-taken', reason: 'was so once' },
    );
    const templatePath = app.synth().getStackByName('Stack').templateFullPath;
    const { violations } = new NetworkValidation().validate({
      templatePaths: [templatePath],
      stackTemplates: [{ stackConstructPath: 'Stack', templatePath, accountId: undefined, region: undefined }],
      appConstruct: app,
    });
    const unused = violations.filter(({ ruleName }) => ruleName === 'acknowledgement-unused');
    expect(unused.map(({ description }) => description)).toEqual([
      'the acknowledgement of Portwright::host-port-taken matches no finding at or below this construct; remove it',
    ]);
    expect(unused[0]?.violatingResources).toEqual([{ constructPath: 'Stack/Plain', locations: [] }]);
  });
});

describe('an acknowledgement at an app', () => {
  const acknowledged = (app: App): App => {
    Validations.of(app).acknowledge({ id: 'Portwright::host-port-reserved', reason: 'sshd is off' });
    return app;
  };
  /** A stack of the app itself, which has nothing to acknowledge. */
  const plainStack = (app: App): Stack => {
    const stack = new Stack(app, 'Own');
    new BridgeTaskDefinition(stack, 'Task').addContainer('app', small);
    return stack;
  };
  const isSaidUnused = (app: App): boolean => {
    app.synth({ force: true });
    return app.node.metadata.some(({ data }) => /matches no finding/.test(String(data)));
  };

  test('is used when only a stage in it has the finding', () => {
    const app = acknowledged(new App());
    plainStack(app);
    reserved(new Stack(new Stage(new Stage(app, 'Prod'), 'Cell'), 'Stack'));
    expect(isSaidUnused(app)).toBe(false);
  });

  test('is unused when neither the app nor a stage in it has the finding', () => {
    const app = acknowledged(new App());
    plainStack(app);
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
    new BridgeTaskDefinition(stack, 'Web').addContainer('one', small);
    expect(isSaidUnused(app)).toBe(true);
  });

  test('is not judged when there is a stage that was not checked', () => {
    const app = acknowledged(new App());
    plainStack(app);
    new Stack(new Stage(app, 'Prod'), 'Stack');
    expect(isSaidUnused(app)).toBe(false);
  });

  test('is used for the plugin too when only a stage with constructs of ours has the finding', () => {
    const app = acknowledged(new App());
    const plain = new Stack(app, 'Plain');
    reserved(new Stack(new Stage(app, 'Prod'), 'Stack'));
    const templatePath = app.synth().getStackByName(plain.stackName).templateFullPath;
    const { violations } = new NetworkValidation().validate({
      templatePaths: [templatePath],
      stackTemplates: [{ stackConstructPath: 'Plain', templatePath, accountId: undefined, region: undefined }],
      appConstruct: app,
    });
    expect(violations).toEqual([]);
  });
});

test('constructs and plugin together report a thing once', () => {
  const app = withPlugin(new App());
  const stack = new Stack(app, 'Stack');
  reserved(stack);
  const templatePath = app.synth().getStackByName('Stack').templateFullPath;
  const { violations } = new NetworkValidation().validate({
    templatePaths: [templatePath],
    stackTemplates: [{ stackConstructPath: 'Stack', templatePath, accountId: undefined, region: undefined }],
    appConstruct: app,
  });
  expect(violations).toEqual([]);
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('host port 22'))).toHaveLength(1);
});
