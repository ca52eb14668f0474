import { TerraformDataSource, type TerraformElement, TerraformResource } from 'cdktf';
import { type Construct } from 'constructs';
import { assertTerraformTree } from '../../terraform/root';

/** Arguments of a block by their names in Terraform; blocks inside are objects, or lists of them. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Arguments that Terraform itself has for every block; cdktf writes its own in their place. */
const META = ['count', 'depends_on', 'for_each', 'lifecycle', 'provider'] as const;

function keepMetaArguments(element: TerraformElement, given: Arguments): void {
  for (const name of META) if (given[name] !== undefined) element.addOverride(name, given[name]);
}

/**
 * A resource of Terraform's AWS provider as a plain block: its type, and its arguments under the provider's names.
 *
 * The constructs of this package are made of such blocks, so that the provider's bindings need not be installed. Whatever else
 * an app needs can be written the same way.
 */
export class AwsResource extends TerraformResource {
  readonly #arguments: Arguments;

  /**
   * @param type such as `aws_vpc`
   * @throws ModelError foreign-root, stack-missing
   */
  constructor(scope: Construct, id: string, type: string, given: Arguments) {
    assertTerraformTree(scope, id, AwsResource);
    super(scope, id, { terraformResourceType: type });
    this.#arguments = given;
    keepMetaArguments(this, given);
  }

  /** Its id, known after deployment. */
  get id(): string {
    return this.attribute('id');
  }

  /** Its ARN, once it is there. */
  get arn(): string {
    return this.attribute('arn');
  }

  /** What it exports, by the provider's name. */
  attribute(name: string): string {
    return this.getStringAttribute(name);
  }

  /**
   * Its arguments, for cdktf.
   *
   * @internal
   */
  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.#arguments };
  }
}

/** A data source of Terraform's AWS provider as a plain block. */
export class AwsData extends TerraformDataSource {
  readonly #arguments: Arguments;

  /**
   * @param type such as `aws_ssm_parameter`
   * @throws ModelError foreign-root, stack-missing
   */
  constructor(scope: Construct, id: string, type: string, given: Arguments) {
    assertTerraformTree(scope, id, AwsData);
    super(scope, id, { terraformResourceType: type });
    this.#arguments = given;
    keepMetaArguments(this, given);
  }

  /** What it exports, by the provider's name. */
  attribute(name: string): string {
    return this.getStringAttribute(name);
  }

  /**
   * Its arguments, for cdktf.
   *
   * @internal
   */
  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.#arguments };
  }
}
