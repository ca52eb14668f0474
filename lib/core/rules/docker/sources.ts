/** Pages that many rules cite. */
export const DOCS = {
  create: 'https://docs.docker.com/reference/cli/docker/network/create/',
  bridge: 'https://docs.docker.com/engine/network/drivers/bridge/#options',
} as const;

/** What `docker run` takes. */
export const RUN = 'https://docs.docker.com/reference/cli/docker/container/run/';

/** Where engines from 25 on check IPAM settings, with their messages. */
export const MOBY_IPAM = 'https://github.com/moby/moby/blob/v28.0.0/api/types/network/ipam.go';

/** The Terraform provider for Docker. */
export const PROVIDER = 'https://github.com/kreuzwerker/terraform-provider-docker';
