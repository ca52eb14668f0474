export const SWARM = 'https://docs.docker.com/engine/swarm';
export const OVERLAY = 'https://docs.docker.com/engine/network/drivers/overlay/';
