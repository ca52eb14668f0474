/**
 * Tasks in awsvpc mode that an instance type takes without trunking: its network interfaces but the first.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
 */
const TASKS: Readonly<Record<number, string>> = {
  1:
    'a1.medium c1.medium c6g.medium c6gd.medium c6gn.medium c7a.medium c7g.medium c7gd.medium c7gn.medium ' +
    'c8a.medium c8g.medium c8gb.medium c8gd.medium c8gn.medium g4ad.2xlarge,xlarge g6f.large hpc6a.48xlarge ' +
    'hpc6id.32xlarge is4gen.medium m1.medium,small m3.medium m4.large m6g.medium m6gd.medium m7a.medium ' +
    'm7g.medium m7gd.medium m8a.medium m8g.medium m8gb.medium m8gd.medium m8gn.medium r6g.medium r6gd.medium ' +
    'r7a.medium r7g.medium r7gd.medium r8a.medium r8g.medium r8gb.medium r8gd.medium r8gn.medium t1.micro ' +
    't2.micro,nano t3.micro,nano t3a.micro,nano,small t4g.micro,nano x2gd.medium x8g.medium',
  2:
    'a1.large c3.large c4.large c5.large c5a.large c5ad.large c5d.large c5n.large c6a.large c6g.large c6gd.large ' +
    'c6gn.large c6i.large c6id.large c6in.large c7a.large c7g.large c7gd.large c7gn.large c7i.large ' +
    'c7i-flex.large c8a.large c8g.large c8gb.large c8gd.large c8gn.large c8i.large c8i-flex.large c8id.large ' +
    'd3.8xlarge d3en.12xlarge g4ad.4xlarge g4dn.2xlarge,4xlarge,xlarge i3.large i3en.large i4g.large i4i.large ' +
    'i7i.large i7ie.large i8g.large i8ge.large im4gn.large is4gen.large m1.large m3.large m5.large m5a.large ' +
    'm5ad.large m5d.large m5dn.large m5n.large m5zn.large m6a.large m6g.large m6gd.large m6i.large m6id.large ' +
    'm6idn.large m6in.large m7a.large m7g.large m7gd.large m7i.large m7i-flex.large m8a.large m8azn.medium ' +
    'm8g.large m8gb.large m8gd.large m8gn.large m8i.large m8i-flex.large m8id.large r3.large r4.large r5.large ' +
    'r5a.large r5ad.large r5b.large r5d.large r5dn.large r5n.large r6a.large r6g.large r6gd.large r6i.large ' +
    'r6id.large r6idn.large r6in.large r7a.large r7g.large r7gd.large r7i.large r7iz.large r8a.large r8g.large ' +
    'r8gb.large r8gd.large r8gn.large r8i.large r8i-flex.large r8id.large t2.2xlarge,large,medium,small,xlarge ' +
    't3.large,medium,small t3a.large,medium t4g.large,medium,small x1e.xlarge x2gd.large x8g.large x8i.large ' +
    'z1d.large',
  3:
    'a1.2xlarge,xlarge c1.xlarge c3.2xlarge,xlarge c4.2xlarge,xlarge c5.2xlarge,xlarge c5a.2xlarge,xlarge ' +
    'c5ad.2xlarge,xlarge c5d.2xlarge,xlarge c5n.2xlarge,xlarge c6a.2xlarge,xlarge c6g.2xlarge,xlarge ' +
    'c6gd.2xlarge,xlarge c6gn.2xlarge,xlarge c6i.2xlarge,xlarge c6id.2xlarge,xlarge c6in.2xlarge,xlarge ' +
    'c7a.2xlarge,xlarge c7g.2xlarge,xlarge c7gd.2xlarge,xlarge c7gn.2xlarge,xlarge c7i.2xlarge,xlarge ' +
    'c7i-flex.2xlarge,xlarge c8a.2xlarge,xlarge c8g.2xlarge,xlarge c8gb.2xlarge,xlarge c8gd.2xlarge,xlarge ' +
    'c8gn.2xlarge,xlarge c8i.2xlarge,xlarge c8i-flex.2xlarge,xlarge c8id.2xlarge,xlarge d2.2xlarge,xlarge ' +
    'd3.2xlarge,4xlarge,xlarge d3en.2xlarge,4xlarge,6xlarge,8xlarge,xlarge f1.2xlarge g4ad.8xlarge ' +
    'g4dn.16xlarge,8xlarge g5.2xlarge,xlarge g5g.2xlarge,xlarge g6.2xlarge,xlarge g6e.2xlarge,xlarge ' +
    'g6f.2xlarge,xlarge g7e.2xlarge h1.2xlarge i2.2xlarge,xlarge i3.2xlarge,xlarge i3en.2xlarge,3xlarge,xlarge ' +
    'i4g.2xlarge,xlarge i4i.2xlarge,xlarge i7i.2xlarge,xlarge i7ie.2xlarge,3xlarge,xlarge i8g.2xlarge,xlarge ' +
    'i8ge.2xlarge,xlarge im4gn.2xlarge,xlarge inf1.2xlarge,xlarge inf2.xlarge is4gen.2xlarge,xlarge m1.xlarge ' +
    'm2.2xlarge,xlarge m3.2xlarge,xlarge m4.2xlarge,xlarge m5.2xlarge,xlarge m5a.2xlarge,xlarge ' +
    'm5ad.2xlarge,xlarge m5d.2xlarge,xlarge m5dn.2xlarge,xlarge m5n.2xlarge,xlarge m5zn.2xlarge,xlarge ' +
    'm6a.2xlarge,xlarge m6g.2xlarge,xlarge m6gd.2xlarge,xlarge m6i.2xlarge,xlarge m6id.2xlarge,xlarge ' +
    'm6idn.2xlarge,xlarge m6in.2xlarge,xlarge m7a.2xlarge,xlarge m7g.2xlarge,xlarge m7gd.2xlarge,xlarge ' +
    'm7i.2xlarge,xlarge m7i-flex.2xlarge,xlarge m8a.2xlarge,xlarge m8azn.large,xlarge m8g.2xlarge,xlarge ' +
    'm8gb.2xlarge,xlarge m8gd.2xlarge,xlarge m8gn.2xlarge,xlarge m8i.2xlarge,xlarge m8i-flex.2xlarge,xlarge ' +
    'm8id.2xlarge,xlarge p3.2xlarge p5.4xlarge r3.2xlarge,xlarge r4.2xlarge,xlarge r5.2xlarge,xlarge ' +
    'r5a.2xlarge,xlarge r5ad.2xlarge,xlarge r5b.2xlarge,xlarge r5d.2xlarge,xlarge r5dn.2xlarge,xlarge ' +
    'r5n.2xlarge,xlarge r6a.2xlarge,xlarge r6g.2xlarge,xlarge r6gd.2xlarge,xlarge r6i.2xlarge,xlarge ' +
    'r6id.2xlarge,xlarge r6idn.2xlarge,xlarge r6in.2xlarge,xlarge r7a.2xlarge,xlarge r7g.2xlarge,xlarge ' +
    'r7gd.2xlarge,xlarge r7i.2xlarge,xlarge r7iz.2xlarge,xlarge r8a.2xlarge,xlarge r8g.2xlarge,xlarge ' +
    'r8gb.2xlarge,xlarge r8gd.2xlarge,xlarge r8gn.2xlarge,xlarge r8i.2xlarge,xlarge r8i-flex.2xlarge,xlarge ' +
    'r8id.2xlarge,xlarge t3.2xlarge,xlarge t3a.2xlarge,xlarge t4g.2xlarge,xlarge trn1.2xlarge vt1.3xlarge ' +
    'x1e.2xlarge,4xlarge,8xlarge x2gd.2xlarge,xlarge x2iedn.2xlarge,xlarge x2iezn.2xlarge x8aedz.large,xlarge ' +
    'x8g.2xlarge,xlarge x8i.2xlarge,xlarge z1d.2xlarge,xlarge',
  5: 'i8ge.3xlarge',
  6: 'g5.48xlarge',
  7:
    'a1.4xlarge,metal c3.4xlarge,8xlarge c4.4xlarge,8xlarge c5.12xlarge,4xlarge,9xlarge ' +
    'c5a.12xlarge,4xlarge,8xlarge c5ad.12xlarge,4xlarge,8xlarge c5d.12xlarge,4xlarge,9xlarge c5n.4xlarge,9xlarge ' +
    'c6a.12xlarge,4xlarge,8xlarge c6g.12xlarge,4xlarge,8xlarge c6gd.12xlarge,4xlarge,8xlarge ' +
    'c6gn.12xlarge,4xlarge,8xlarge c6i.12xlarge,4xlarge,8xlarge c6id.12xlarge,4xlarge,8xlarge ' +
    'c6in.12xlarge,4xlarge,8xlarge c7a.12xlarge,4xlarge,8xlarge c7g.12xlarge,4xlarge,8xlarge ' +
    'c7gd.12xlarge,4xlarge,8xlarge c7gn.12xlarge,4xlarge,8xlarge c7i.12xlarge,4xlarge,8xlarge ' +
    'c7i-flex.12xlarge,4xlarge,8xlarge c8a.4xlarge c8g.12xlarge,4xlarge,8xlarge c8gb.4xlarge ' +
    'c8gd.12xlarge,4xlarge,8xlarge c8gn.4xlarge c8i.4xlarge c8i-flex.4xlarge c8id.4xlarge d2.4xlarge,8xlarge ' +
    'f1.16xlarge,4xlarge f2.12xlarge,6xlarge g4ad.16xlarge g4dn.12xlarge g5.16xlarge,4xlarge,8xlarge ' +
    'g5g.4xlarge,8xlarge g6.12xlarge,4xlarge,8xlarge g6e.4xlarge,8xlarge g6f.4xlarge g7e.4xlarge,8xlarge ' +
    'gr6.4xlarge,8xlarge gr6f.4xlarge h1.16xlarge,4xlarge,8xlarge i2.4xlarge,8xlarge i3.4xlarge,8xlarge ' +
    'i3en.12xlarge,6xlarge i4g.4xlarge,8xlarge i4i.12xlarge,4xlarge,8xlarge i7i.12xlarge,4xlarge,8xlarge ' +
    'i7ie.12xlarge,6xlarge i8g.12xlarge,4xlarge,8xlarge im4gn.4xlarge,8xlarge inf1.6xlarge inf2.8xlarge ' +
    'is4gen.4xlarge,8xlarge m2.4xlarge m4.10xlarge,16xlarge,4xlarge m5.12xlarge,4xlarge,8xlarge ' +
    'm5a.12xlarge,4xlarge,8xlarge m5ad.12xlarge,4xlarge,8xlarge m5d.12xlarge,4xlarge,8xlarge ' +
    'm5dn.12xlarge,4xlarge,8xlarge m5n.12xlarge,4xlarge,8xlarge m5zn.3xlarge,6xlarge m6a.12xlarge,4xlarge,8xlarge ' +
    'm6g.12xlarge,4xlarge,8xlarge m6gd.12xlarge,4xlarge,8xlarge m6i.12xlarge,4xlarge,8xlarge ' +
    'm6id.12xlarge,4xlarge,8xlarge m6idn.12xlarge,4xlarge,8xlarge m6in.12xlarge,4xlarge,8xlarge ' +
    'm7a.12xlarge,4xlarge,8xlarge m7g.12xlarge,4xlarge,8xlarge m7gd.12xlarge,4xlarge,8xlarge ' +
    'm7i.12xlarge,4xlarge,8xlarge m7i-flex.12xlarge,4xlarge,8xlarge m8a.4xlarge m8azn.3xlarge,6xlarge ' +
    'm8g.12xlarge,4xlarge,8xlarge m8gb.4xlarge m8gd.12xlarge,4xlarge,8xlarge m8gn.4xlarge m8i.4xlarge ' +
    'm8i-flex.4xlarge m8id.4xlarge mac-m4.metal mac-m4max.metal mac-m4pro.metal mac1.metal mac2.metal ' +
    'mac2-m1ultra.metal mac2-m2.metal mac2-m2pro.metal p3.16xlarge,8xlarge r3.4xlarge,8xlarge r4.4xlarge,8xlarge ' +
    'r5.12xlarge,4xlarge,8xlarge r5a.12xlarge,4xlarge,8xlarge r5ad.12xlarge,4xlarge,8xlarge ' +
    'r5b.12xlarge,4xlarge,8xlarge r5d.12xlarge,4xlarge,8xlarge r5dn.12xlarge,4xlarge,8xlarge ' +
    'r5n.12xlarge,4xlarge,8xlarge r6a.12xlarge,4xlarge,8xlarge r6g.12xlarge,4xlarge,8xlarge ' +
    'r6gd.12xlarge,4xlarge,8xlarge r6i.12xlarge,4xlarge,8xlarge r6id.12xlarge,4xlarge,8xlarge ' +
    'r6idn.12xlarge,4xlarge,8xlarge r6in.12xlarge,4xlarge,8xlarge r7a.12xlarge,4xlarge,8xlarge ' +
    'r7g.12xlarge,4xlarge,8xlarge r7gd.12xlarge,4xlarge,8xlarge r7i.12xlarge,4xlarge,8xlarge ' +
    'r7iz.12xlarge,4xlarge,8xlarge r8a.4xlarge r8g.12xlarge,4xlarge,8xlarge r8gb.4xlarge ' +
    'r8gd.12xlarge,4xlarge,8xlarge r8gn.4xlarge r8i.4xlarge r8i-flex.4xlarge r8id.4xlarge u-3tb1.56xlarge ' +
    'vt1.6xlarge x1.16xlarge,32xlarge x1e.16xlarge,32xlarge x2gd.12xlarge,4xlarge,8xlarge x2iedn.4xlarge,8xlarge ' +
    'x2iezn.4xlarge,6xlarge,8xlarge x8aedz.3xlarge,6xlarge x8g.12xlarge,4xlarge,8xlarge x8i.4xlarge ' +
    'z1d.3xlarge,6xlarge',
  9:
    'c8a.8xlarge c8gb.8xlarge c8gn.8xlarge c8i.8xlarge c8i-flex.8xlarge c8id.8xlarge g6e.12xlarge g7e.12xlarge ' +
    'i8ge.6xlarge m8a.8xlarge m8gb.8xlarge m8gn.8xlarge m8i.8xlarge m8i-flex.8xlarge m8id.8xlarge r8a.8xlarge ' +
    'r8gb.8xlarge r8gn.8xlarge r8i.8xlarge r8i-flex.8xlarge r8id.8xlarge x8i.8xlarge',
  10: 'inf1.24xlarge',
  11:
    'c8a.12xlarge c8gb.12xlarge c8gn.12xlarge c8i.12xlarge c8i-flex.12xlarge c8id.12xlarge i8ge.12xlarge ' +
    'm8a.12xlarge m8gb.12xlarge m8gn.12xlarge m8i.12xlarge m8i-flex.12xlarge m8id.12xlarge r8a.12xlarge ' +
    'r8gb.12xlarge r8gn.12xlarge r8i.12xlarge r8i-flex.12xlarge r8id.12xlarge x8i.12xlarge',
  13: 'c6in.32xlarge,metal m6idn.32xlarge,metal m6in.32xlarge,metal r6idn.32xlarge,metal r6in.32xlarge,metal',
  14:
    'c5.18xlarge,24xlarge,metal c5a.16xlarge,24xlarge c5ad.16xlarge,24xlarge c5d.18xlarge,24xlarge,metal ' +
    'c5n.18xlarge,metal c6a.16xlarge,24xlarge,32xlarge,48xlarge,metal c6g.16xlarge,metal c6gd.16xlarge,metal ' +
    'c6gn.16xlarge c6i.16xlarge,24xlarge,32xlarge,metal c6id.16xlarge,24xlarge,32xlarge,metal ' +
    'c6in.16xlarge,24xlarge c7a.16xlarge,24xlarge,32xlarge,48xlarge,metal-48xl c7g.16xlarge,metal ' +
    'c7gd.16xlarge,metal c7gn.16xlarge,metal c7i.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl ' +
    'c7i-flex.16xlarge c8g.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl ' +
    'c8gd.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl dl2q.24xlarge f2.48xlarge g4dn.metal ' +
    'g5.12xlarge,24xlarge g5g.16xlarge,metal g6.16xlarge,24xlarge,48xlarge g6e.16xlarge i3.16xlarge,metal ' +
    'i3en.24xlarge,metal i4g.16xlarge i4i.16xlarge,24xlarge,32xlarge,metal ' +
    'i7i.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl i7ie.18xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl ' +
    'i8g.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl im4gn.16xlarge inf2.24xlarge,48xlarge ' +
    'm5.16xlarge,24xlarge,metal m5a.16xlarge,24xlarge m5ad.16xlarge,24xlarge m5d.16xlarge,24xlarge,metal ' +
    'm5dn.16xlarge,24xlarge,metal m5n.16xlarge,24xlarge,metal m5zn.12xlarge,metal ' +
    'm6a.16xlarge,24xlarge,32xlarge,48xlarge,metal m6g.16xlarge,metal m6gd.16xlarge,metal ' +
    'm6i.16xlarge,24xlarge,32xlarge,metal m6id.16xlarge,24xlarge,32xlarge,metal m6idn.16xlarge,24xlarge ' +
    'm6in.16xlarge,24xlarge m7a.16xlarge,24xlarge,32xlarge,48xlarge,metal-48xl m7g.16xlarge,metal ' +
    'm7gd.16xlarge,metal m7i.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl m7i-flex.16xlarge ' +
    'm8g.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl m8gd.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl ' +
    'p3dn.24xlarge r4.16xlarge r5.16xlarge,24xlarge,metal r5a.16xlarge,24xlarge r5ad.16xlarge,24xlarge ' +
    'r5b.16xlarge,24xlarge,metal r5d.16xlarge,24xlarge,metal r5dn.16xlarge,24xlarge,metal ' +
    'r5n.16xlarge,24xlarge,metal r6a.16xlarge,24xlarge,32xlarge,48xlarge,metal r6g.16xlarge,metal ' +
    'r6gd.16xlarge,metal r6i.16xlarge,24xlarge,32xlarge,metal r6id.16xlarge,24xlarge,32xlarge,metal ' +
    'r6idn.16xlarge,24xlarge r6in.16xlarge,24xlarge r7a.16xlarge,24xlarge,32xlarge,48xlarge,metal-48xl ' +
    'r7g.16xlarge,metal r7gd.16xlarge,metal r7i.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl ' +
    'r7iz.16xlarge,32xlarge,metal-16xl,metal-32xl r8g.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl ' +
    'r8gd.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl u-18tb1.metal u-24tb1.metal u-6tb1.112xlarge,56xlarge ' +
    'u7i-12tb.224xlarge u7i-6tb.112xlarge u7i-8tb.112xlarge vt1.24xlarge x2gd.16xlarge,metal ' +
    'x2idn.16xlarge,24xlarge,32xlarge,metal x2iedn.16xlarge,24xlarge,32xlarge,metal x2iezn.12xlarge,metal ' +
    'x8g.16xlarge,24xlarge,48xlarge,metal-24xl,metal-48xl z1d.12xlarge,metal',
  15:
    'c8a.16xlarge,24xlarge,metal-24xl c8gb.16xlarge c8gn.16xlarge c8i.16xlarge,24xlarge c8i-flex.16xlarge ' +
    'c8id.16xlarge,24xlarge i8ge.18xlarge,24xlarge,metal-24xl m8a.16xlarge,24xlarge,metal-24xl ' +
    'm8azn.12xlarge,24xlarge,metal-12xl,metal-24xl m8gb.16xlarge m8gn.16xlarge m8i.16xlarge,24xlarge ' +
    'm8i-flex.16xlarge m8id.16xlarge,24xlarge r8a.16xlarge,24xlarge,metal-24xl r8gb.16xlarge r8gn.16xlarge ' +
    'r8i.16xlarge,24xlarge r8i-flex.16xlarge r8id.16xlarge,24xlarge u7in-16tb.224xlarge u7in-24tb.224xlarge ' +
    'u7in-32tb.224xlarge x8aedz.12xlarge,24xlarge,metal-12xl,metal-24xl x8i.16xlarge,24xlarge',
  19: 'g6e.24xlarge g7e.24xlarge',
  23:
    'c8a.48xlarge,metal-48xl c8gb.24xlarge,48xlarge c8gn.24xlarge,48xlarge ' +
    'c8i.32xlarge,48xlarge,96xlarge,metal-48xl,metal-96xl c8id.32xlarge,48xlarge,96xlarge,metal-48xl,metal-96xl ' +
    'i8ge.48xlarge,metal-48xl m8a.48xlarge,metal-48xl m8gb.24xlarge,48xlarge m8gn.24xlarge,48xlarge ' +
    'm8i.32xlarge,48xlarge,96xlarge,metal-48xl,metal-96xl m8id.32xlarge,48xlarge,96xlarge,metal-48xl,metal-96xl ' +
    'r8a.48xlarge,metal-48xl r8gb.24xlarge,48xlarge r8gn.24xlarge,48xlarge ' +
    'r8i.32xlarge,48xlarge,96xlarge,metal-48xl,metal-96xl r8id.32xlarge,48xlarge,96xlarge,metal-48xl,metal-96xl ' +
    'x8i.32xlarge,48xlarge,64xlarge,96xlarge,metal-48xl,metal-96xl',
  31: 'p6-b200.48xlarge',
  39: 'g6e.48xlarge g7e.48xlarge trn1.32xlarge',
  59: 'dl1.24xlarge p4d.24xlarge p4de.24xlarge',
  63: 'p5.48xlarge p5e.48xlarge p5en.48xlarge',
  67: 'p6-b300.48xlarge',
  79: 'trn1n.32xlarge',
};

/**
 * The same with trunking; types that are missing have none.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html
 */
const TASKS_WITH_TRUNKING: Readonly<Record<number, string>> = {
  4:
    'c6g.medium c6gd.medium c6gn.medium c7g.medium is4gen.medium m6g.medium m6gd.medium m7g.medium r6g.medium ' +
    'r6gd.medium r7g.medium',
  6: 'g5.xlarge',
  8: 'i4i.xlarge',
  10:
    'a1.large,medium c5.large c5a.large c5ad.large c5d.large c6a.large c6g.large c6gd.large c6gn.large c6i.large ' +
    'c6id.large c6in.large c7g.large im4gn.large is4gen.large m5.large m5a.large m5ad.large m5d.large m5n.large ' +
    'm6a.large m6g.large m6gd.large m6i.large m6id.large m6idn.large m6in.large m7g.large r5.large r5a.large ' +
    'r5ad.large r5d.large r6a.large r6g.large r6gd.large r6i.large r6id.large r6idn.large r6in.large r7g.large ' +
    'x2gd.large,medium',
  12:
    'g4ad.16xlarge,2xlarge,4xlarge,8xlarge,xlarge mac2.metal u-18tb1.metal u-24tb1.metal u-3tb1.56xlarge ' +
    'u-6tb1.56xlarge',
  13: 'x2iedn.xlarge',
  14: 'm5zn.large',
  19: 'g5.2xlarge trn1.2xlarge',
  20:
    'a1.xlarge c5.xlarge c5a.xlarge c5ad.xlarge c5d.xlarge c6a.xlarge c6g.xlarge c6gd.xlarge c6gn.xlarge ' +
    'c6i.xlarge c6id.xlarge c6in.xlarge c7g.xlarge g5g.xlarge im4gn.xlarge inf2.xlarge is4gen.xlarge m5.xlarge ' +
    'm5a.xlarge m5ad.xlarge m5d.xlarge m5n.xlarge m6a.xlarge m6g.xlarge m6gd.xlarge m6i.xlarge m6id.xlarge ' +
    'm6idn.xlarge m6in.xlarge m7g.xlarge r5.xlarge r5a.xlarge r5ad.xlarge r5d.xlarge r6a.xlarge r6g.xlarge ' +
    'r6gd.xlarge r6i.xlarge r6id.xlarge r6idn.xlarge r6in.xlarge r7g.xlarge x2gd.xlarge',
  28: 'i4i.2xlarge',
  29: 'x2iedn.2xlarge',
  31: 'm5zn.xlarge',
  40:
    'a1.2xlarge c5.2xlarge c5a.2xlarge c5ad.2xlarge c5d.2xlarge c6a.2xlarge c6g.2xlarge c6gd.2xlarge c6gn.2xlarge ' +
    'c6i.2xlarge c6id.2xlarge c6in.2xlarge c7g.2xlarge g5.4xlarge g5g.2xlarge im4gn.2xlarge is4gen.2xlarge ' +
    'm5.2xlarge m5a.2xlarge m5ad.2xlarge m5d.2xlarge m5n.2xlarge m6a.2xlarge m6g.2xlarge m6gd.2xlarge m6i.2xlarge ' +
    'm6id.2xlarge m6idn.2xlarge m6in.2xlarge m7g.2xlarge p3.2xlarge r5.2xlarge r5a.2xlarge r5ad.2xlarge ' +
    'r5d.2xlarge r6a.2xlarge r6g.2xlarge r6gd.2xlarge r6i.2xlarge r6id.2xlarge r6idn.2xlarge r6in.2xlarge ' +
    'r7g.2xlarge vt1.3xlarge x2gd.2xlarge',
  58: 'i4i.4xlarge',
  60:
    'a1.4xlarge c5.12xlarge,4xlarge,9xlarge c5a.12xlarge,4xlarge,8xlarge c5ad.12xlarge,4xlarge ' +
    'c5d.12xlarge,4xlarge,9xlarge c6a.4xlarge c6g.12xlarge,4xlarge,8xlarge c6gd.12xlarge,4xlarge,8xlarge ' +
    'c6gn.12xlarge,4xlarge,8xlarge c6i.4xlarge c6id.4xlarge c6in.4xlarge c7g.12xlarge,4xlarge,8xlarge ' +
    'g5g.4xlarge,8xlarge im4gn.4xlarge,8xlarge is4gen.4xlarge,8xlarge m5.12xlarge,4xlarge,8xlarge ' +
    'm5a.12xlarge,4xlarge,8xlarge m5ad.12xlarge,4xlarge,8xlarge m5d.12xlarge,4xlarge,8xlarge ' +
    'm5n.12xlarge,4xlarge,8xlarge m6a.4xlarge m6g.12xlarge,4xlarge,8xlarge m6gd.12xlarge,4xlarge,8xlarge ' +
    'm6i.4xlarge m6id.4xlarge m6idn.4xlarge m6in.4xlarge m7g.12xlarge,4xlarge,8xlarge p3.8xlarge ' +
    'r5.12xlarge,4xlarge r5a.12xlarge,4xlarge,8xlarge r5ad.12xlarge,4xlarge,8xlarge r5d.12xlarge,4xlarge,8xlarge ' +
    'r6a.4xlarge r6g.12xlarge,4xlarge,8xlarge r6gd.12xlarge,4xlarge,8xlarge r6i.4xlarge r6id.4xlarge ' +
    'r6idn.4xlarge r6in.4xlarge r7g.12xlarge,4xlarge,8xlarge vt1.6xlarge x2gd.12xlarge,4xlarge,8xlarge ' +
    'x2iedn.4xlarge',
  64: 'm5zn.2xlarge x2iezn.2xlarge',
  90:
    'c6a.8xlarge c6i.8xlarge c6id.8xlarge c6in.8xlarge g5.8xlarge inf2.8xlarge m6a.8xlarge m6i.8xlarge ' +
    'm6id.8xlarge m6idn.8xlarge m6in.8xlarge r6a.8xlarge r6i.8xlarge r6id.8xlarge r6idn.8xlarge r6in.8xlarge',
  98: 'm5zn.3xlarge',
  118: 'i4i.8xlarge',
  120:
    'c5.18xlarge,24xlarge c5a.16xlarge,24xlarge c5ad.16xlarge,24xlarge c5d.18xlarge,24xlarge ' +
    'c6a.12xlarge,16xlarge,24xlarge,32xlarge,48xlarge,metal c6g.16xlarge,metal c6gd.16xlarge,metal c6gn.16xlarge ' +
    'c6i.12xlarge,16xlarge,24xlarge,32xlarge,metal c6id.12xlarge,16xlarge,24xlarge,32xlarge,metal ' +
    'c6in.12xlarge,16xlarge,24xlarge,32xlarge,metal c7g.16xlarge,metal dl1.24xlarge ' +
    'g5.12xlarge,16xlarge,24xlarge,48xlarge g5g.16xlarge,metal hpc6a.48xlarge hpc6id.32xlarge im4gn.16xlarge ' +
    'inf2.24xlarge,48xlarge m5.16xlarge,24xlarge m5a.16xlarge,24xlarge m5ad.16xlarge,24xlarge ' +
    'm5d.16xlarge,24xlarge,metal m5n.16xlarge m5zn.6xlarge m6a.12xlarge,16xlarge,24xlarge,32xlarge,48xlarge,metal ' +
    'm6g.16xlarge,metal m6gd.16xlarge,metal m6i.12xlarge,16xlarge,24xlarge,32xlarge,metal ' +
    'm6id.12xlarge,16xlarge,24xlarge,32xlarge,metal m6idn.12xlarge,16xlarge,24xlarge,32xlarge,metal ' +
    'm6in.12xlarge,16xlarge,24xlarge,32xlarge,metal m7g.16xlarge,metal p3.16xlarge p4d.24xlarge p4de.24xlarge ' +
    'r5.16xlarge,24xlarge r5a.16xlarge,24xlarge r5ad.16xlarge,24xlarge r5b.16xlarge r5d.16xlarge,24xlarge ' +
    'r5dn.16xlarge r6a.12xlarge,16xlarge,24xlarge,32xlarge,48xlarge,metal r6g.16xlarge,metal r6gd.16xlarge,metal ' +
    'r6i.12xlarge,16xlarge,24xlarge,32xlarge,metal r6id.12xlarge,16xlarge,24xlarge,32xlarge,metal ' +
    'r6idn.12xlarge,16xlarge,24xlarge,32xlarge,metal r6in.12xlarge,16xlarge,24xlarge,32xlarge,metal ' +
    'r7g.16xlarge,metal trn1.32xlarge vt1.24xlarge x2gd.16xlarge,metal x2idn.16xlarge,24xlarge,32xlarge,metal ' +
    'x2iedn.16xlarge,24xlarge,32xlarge,8xlarge,metal x2iezn.12xlarge,4xlarge,6xlarge,8xlarge,metal',
  242: 'trn1n.32xlarge',
  248: 'i4i.16xlarge',
  498: 'i4i.32xlarge,metal',
};

/** How many awsvpc tasks an instance takes. */
export interface TaskDensity {
  /** While trunking is off. */
  readonly plain: number;
  /** With trunking, which the account has to switch on before the instance boots; undefined where the type has none. */
  readonly trunking: number | undefined;
}

let plain: ReadonlyMap<string, number> | undefined;
let trunking: ReadonlyMap<string, number> | undefined;

/** How many awsvpc tasks an instance type takes, such as `c5.large`; undefined for a type that is not on the list. */
export function taskDensityOf(instanceType: string): TaskDensity | undefined {
  plain ??= unpacked(TASKS);
  trunking ??= unpacked(TASKS_WITH_TRUNKING);
  const tasks = plain.get(instanceType);
  return tasks === undefined ? undefined : { plain: tasks, trunking: trunking.get(instanceType) };
}

/** `m5.large,xlarge` stands for m5.large and m5.xlarge. */
function unpacked(table: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  const types = new Map<string, number>();
  for (const [tasks, families] of Object.entries(table)) {
    for (const family of families.split(' ')) {
      const dot = family.indexOf('.');
      for (const size of family.slice(dot + 1).split(',')) types.set(family.slice(0, dot + 1) + size, Number(tasks));
    }
  }
  return types;
}
