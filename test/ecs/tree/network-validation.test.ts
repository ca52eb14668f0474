import { frameworkInThisFile } from '../../framework-settings';
import { App, CfnParameter, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as cfn from 'aws-cdk-lib/cloudformation-include';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NetworkValidation } from '../../../lib/ecs';
import { someOf } from '../../thoroughness';
import { small } from '../helpers';

// the lines that made constructs are looked at here
frameworkInThisFile('CDK_CONTEXT_JSON', '{}');

const folder = mkdtempSync(join(tmpdir(), 'portwright-plugin-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A plain CDK app, what the plugin says in CDK's own words, or that it says nothing. */
function report(build: (stack: Stack, app: App) => void, context: Readonly<Record<string, unknown>> = {}): string {
  const app = new App({
    context: { '@aws-cdk/core:failSynthOnValidationErrors': true, ...context },
  });
  Validations.of(app).addPlugins(new NetworkValidation());
  build(new Stack(app, 'Stack'), app);
  try {
    app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function plainTask(stack: Stack, id = 'Task'): ecs.Ec2TaskDefinition {
  return new ecs.Ec2TaskDefinition(stack, id, { networkMode: ecs.NetworkMode.BRIDGE });
}

const twice = [{ containerPort: 80, hostPort: 8080 }];

describe('NetworkValidation over plain CDK', () => {
  test('reports with construct path, source line and fix', () => {
    const text = report((stack) => {
      const task = plainTask(stack);
      task.addContainer('one', { ...small, portMappings: twice });
      task.addContainer('two', { ...small, portMappings: twice });
    });
    expect(text).toContain('host port 8080/tcp of container two is already taken by container one');
    expect(text).toContain('Stack/Task/Resource');
    expect(text).toContain('Portwright::host-port-taken');
    expect(text).toContain('network-validation.test.ts');
  });

  test('names the property as the template does', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const task = plainTask(stack);
    for (const id of ['one', 'two']) task.addContainer(id, { ...small, portMappings: twice });
    const templatePath = app.synth().getStackByName('Stack').templateFullPath;
    const { violations } = new NetworkValidation().validate({
      templatePaths: [templatePath],
      stackTemplates: [{ stackConstructPath: 'Stack', templatePath, accountId: undefined, region: undefined }],
      appConstruct: app,
    });
    expect(violations[0]?.violatingResources[0]?.locations).toEqual([
      'Properties.ContainerDefinitions.1.PortMappings.0.HostPort',
    ]);
  });

  test('is silent on an app without a mistake', () => {
    const text = report((stack) => {
      const task = plainTask(stack);
      task.addContainer('one', { ...small, portMappings: twice });
      task.addContainer('two', { ...small, portMappings: [{ containerPort: 80, hostPort: 8081 }] });
    });
    expect(text).toBe('');
  });

  test('takes an acknowledgement by id, with its reason', () => {
    const text = report((stack) => {
      const task = plainTask(stack);
      for (const id of ['one', 'two']) task.addContainer(id, { ...small, portMappings: twice });
      Validations.of(task).acknowledge({ id: 'Portwright::host-port-taken', reason: 'a test' });
    });
    expect(text).toBe('');
  });

  test('sees what an escape hatch changed', () => {
    const text = report((stack) => {
      const task = plainTask(stack);
      task.addContainer('one', small);
      const resource = task.node.defaultChild as ecs.CfnTaskDefinition;
      resource.addPropertyOverride('NetworkMode', 'none');
      resource.addPropertyOverride('ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80 }]);
    });
    expect(text).toContain('Portwright::ports-on-none');
  });

  test('sees included templates and nested stacks', () => {
    const file = join(folder, 'included.json');
    const ContainerDefinitions = ['one', 'two'].map((Name) => ({
      Name,
      Image: 'nginx',
      Memory: 64,
      PortMappings: [{ ContainerPort: 80, HostPort: 8080 }],
    }));
    const Properties = { NetworkMode: 'bridge', ContainerDefinitions };
    writeFileSync(file, JSON.stringify({ Resources: { Old: { Type: 'AWS::ECS::TaskDefinition', Properties } } }));
    expect(report((stack) => new cfn.CfnInclude(stack, 'Included', { templateFile: file }))).toContain(
      'Portwright::host-port-taken',
    );
    const nested = report((stack) => {
      const task = plainTask(new NestedStack(stack, 'Nested'));
      for (const id of ['one', 'two']) task.addContainer(id, { ...small, portMappings: twice });
    });
    expect(nested).toContain('Portwright::host-port-taken');
  });

  test.each(['strong', 'weak', 'both'])('follows %s references between stacks', (references) => {
    const crowded = (app: App): void => {
      const stack = new Stack(app, 'Shared');
      const vpc = new ec2.Vpc(stack, 'Vpc') as ec2.IVpc;
      const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
      cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.medium'), maxCapacity: 1 });
      const taskDefinition = plainTask(stack);
      taskDefinition.addContainer('one', { ...small, portMappings: twice });
      const other = new Stack(app, 'Other');
      new ecs.Ec2Service(other, 'Service', { cluster: cluster as ecs.ICluster, taskDefinition, desiredCount: 3 });
    };
    const context = { '@aws-cdk/core:defaultCrossStackReferences': references };
    expect(report((_, app) => crowded(app), context)).toContain('Other/Service/Service');
    const app = new App({ context });
    NetworkValidation.addTo(app);
    crowded(app);
    expect(() => app.synth()).toThrow('[Other/Service]');
  });

  describe('over nested stacks', () => {
    const capacity = (scope: Stack): ecs.Cluster & ecs.ICluster => {
      const cluster = new ecs.Cluster(scope, 'Cluster') as ecs.Cluster & ecs.ICluster;
      cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium'), maxCapacity: 1 });
      return cluster;
    };
    const crowd = (scope: Stack, cluster: ecs.ICluster): void => {
      const taskDefinition = plainTask(scope);
      taskDefinition.addContainer('web', { ...small, portMappings: twice });
      const percents = { minHealthyPercent: 0, maxHealthyPercent: 100 };
      new ecs.Ec2Service(scope, 'Web', { cluster, taskDefinition, desiredCount: 2, ...percents });
    };
    const apps: Readonly<Record<string, (stack: Stack) => void>> = {
      'what a parameter hands down': (stack) => {
        crowd(new NestedStack(stack, 'Services'), capacity(stack));
      },
      'what an output hands up': (stack) => {
        crowd(stack, capacity(new NestedStack(stack, 'Shared')));
      },
      'what goes from one to the other': (stack) => {
        crowd(new NestedStack(stack, 'Services'), capacity(new NestedStack(stack, 'Shared')));
      },
      'two of them in one another': (stack) => {
        crowd(new NestedStack(new NestedStack(stack, 'Outer'), 'Inner'), capacity(stack));
      },
    };

    test.each(Object.keys(apps))('%s is followed', (which) => {
      const text = report((stack) => apps[which]?.(stack));
      expect(text).toContain('Portwright::more-tasks-than-instances');
      const app = new App();
      NetworkValidation.addTo(app);
      apps[which]?.(new Stack(app, 'Stack'));
      expect(() => app.synth()).toThrow('npx portwright explain more-tasks-than-instances');
    });
  });

  describe('where more room is than the maximum of a group says', () => {
    /** Two tasks with one fixed port on a group of one instance. */
    function crowded(stack: Stack): { cluster: ecs.Cluster; group: autoscaling.AutoScalingGroup } {
      const cluster = new ecs.Cluster(stack, 'Cluster') as ecs.Cluster & ecs.ICluster;
      const instanceType = new ec2.InstanceType('t3.medium');
      const group = cluster.addCapacity('Instances', { instanceType, maxCapacity: 1 });
      const taskDefinition = plainTask(stack);
      taskDefinition.addContainer('web', { ...small, portMappings: twice });
      const percents = { minHealthyPercent: 0, maxHealthyPercent: 100 };
      new ecs.Ec2Service(stack, 'Web', { cluster, taskDefinition, desiredCount: 2, ...percents });
      return { cluster, group };
    }

    test('it would be an error without', () => {
      expect(report(crowded)).toContain('Portwright::more-tasks-than-instances');
    });

    test('a schedule counts', () => {
      const text = report((stack) => {
        const { group } = crowded(stack);
        group.scaleOnSchedule('Morning', { schedule: autoscaling.Schedule.cron({ hour: '6' }), maxCapacity: 2 });
      });
      expect(text).toBe('');
    });

    test('an instance that joins by itself counts', () => {
      const text = report((stack) => {
        const { cluster } = crowded(stack);
        const instance = new ec2.Instance(stack, 'Own', {
          vpc: cluster.vpc,
          instanceType: new ec2.InstanceType('t3.medium'),
          machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
        });
        instance.addUserData(`echo ECS_CLUSTER=${cluster.clusterName} >> /etc/ecs/ecs.config`);
      });
      expect(text).toBe('');
    });
  });

  test('says nothing of daemons that their task definitions keep apart', () => {
    const text = report((stack) => {
      const cluster = new ecs.Cluster(stack, 'Cluster') as ecs.Cluster & ecs.ICluster;
      cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium'), maxCapacity: 2 });
      for (const kind of ['a', 'b']) {
        const taskDefinition = new ecs.Ec2TaskDefinition(stack, `Task-${kind}`, {
          networkMode: ecs.NetworkMode.BRIDGE,
          placementConstraints: [ecs.PlacementConstraint.memberOf(`attribute:kind == ${kind}`)],
        });
        taskDefinition.addContainer('web', { ...small, portMappings: twice });
        new ecs.Ec2Service(stack, `Web-${kind}`, { cluster, taskDefinition, daemon: true, minHealthyPercent: 0 });
      }
    });
    expect(text).toBe('');
  });

  describe('where stacks of several environments have the same names', () => {
    /** Tasks with a fixed port on instances, as many as fit: the two stacks are joined by an export. */
    function full(scope: App | Stage, region: string, account: string, count: number): void {
      const env = { account, region };
      const net = new Stack(scope, `Net-${account}-${region}`, { stackName: 'Net', env });
      const cluster = new ecs.Cluster(net, 'Cluster') as ecs.Cluster & ecs.ICluster;
      cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium'), maxCapacity: count });
      const stack = new Stack(scope, `Web-${account}-${region}`, { stackName: 'Web', env });
      const taskDefinition = plainTask(stack);
      taskDefinition.addContainer('web', { ...small, portMappings: twice });
      const percents = { minHealthyPercent: 0, maxHealthyPercent: 100 };
      new ecs.Ec2Service(stack, 'Web', { cluster, taskDefinition, desiredCount: count, ...percents });
    }
    const apps: Readonly<Record<string, (app: App) => void>> = {
      regions: (app) => {
        full(app, 'eu-west-1', '111111111111', 1);
        full(app, 'us-east-1', '111111111111', 3);
      },
      accounts: (app) => {
        full(app, 'eu-west-1', '111111111111', 1);
        full(app, 'eu-west-1', '222222222222', 3);
      },
      stages: (app) => {
        full(new Stage(app, 'Beta'), 'eu-west-1', '111111111111', 1);
        full(new Stage(app, 'Gamma'), 'eu-west-1', '111111111111', 3);
      },
    };

    test.each(someOf(Object.keys(apps), 3))('%s are looked at apart', (which) => {
      expect(report((_, app) => apps[which]?.(app))).toBe('');
      const app = new App();
      apps[which]?.(app);
      for (const scope of [app, ...app.node.children.filter((child) => Stage.isStage(child))]) {
        NetworkValidation.addTo(scope);
      }
      expect(() => app.synth()).not.toThrow();
    });
  });

  test('says nothing about a parameter without a value', () => {
    const text = report((stack) => {
      const hostPort = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
      const task = plainTask(stack);
      for (const id of ['one', 'two'])
        task.addContainer(id, { ...small, portMappings: [{ containerPort: 80, hostPort }] });
    });
    expect(text).toBe('');
  });

  test('does the same by node validation, for a CDK without plugins', () => {
    const app = new App();
    NetworkValidation.addTo(app);
    const task = plainTask(new Stack(app, 'Stack'));
    for (const id of ['one', 'two']) task.addContainer(id, { ...small, portMappings: twice });
    expect(() => app.synth()).toThrow('[Stack/Task/two]');
  });
});
