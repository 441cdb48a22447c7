/** Something to buy. Prices are in cents, so that sums are exact. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly priceCents: number;
  /** Pieces on the shelf when the shop opens. */
  readonly stock: number;
}

/** What the shop sells. */
export const PRODUCTS: readonly Product[] = [
  { id: 'p_oak_desk', name: 'Oak desk', priceCents: 64_900, stock: 12 },
  { id: 'p_ash_chair', name: 'Ash chair', priceCents: 18_900, stock: 60 },
  { id: 'p_beech_shelf', name: 'Beech shelf', priceCents: 24_900, stock: 30 },
  { id: 'p_walnut_table', name: 'Walnut table', priceCents: 129_000, stock: 6 },
  { id: 'p_pine_bed', name: 'Pine bed', priceCents: 49_900, stock: 15 },
  { id: 'p_cherry_bowl', name: 'Cherry bowl', priceCents: 3_490, stock: 200 },
  { id: 'p_maple_board', name: 'Maple cutting board', priceCents: 2_990, stock: 240 },
  { id: 'p_larch_bench', name: 'Larch bench', priceCents: 21_900, stock: 25 },
  { id: 'p_elm_stool', name: 'Elm stool', priceCents: 8_900, stock: 80 },
  { id: 'p_oak_oil', name: 'Oak oil', priceCents: 1_290, stock: 400 },
];

/** Cents as a decimal of euros: `129.90`. */
export function euros(cents: number): string {
  return (cents / 100).toFixed(2);
}
