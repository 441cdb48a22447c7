import { describe, expect, it } from 'vitest';
import { gridTracks, MESSAGE_MIN, tableWidth, toggleColumn } from './columns.js';

describe('columns', () => {
  it('gives every column a track, and the message the rest', () => {
    expect(gridTracks(['level', 'own_field'], false)).toBe(`104px 78px 150px minmax(${MESSAGE_MIN}px, 1fr)`);
    expect(gridTracks([], true)).toBe(`148px minmax(${MESSAGE_MIN}px, 1fr)`);
  });

  it('is at least as wide as its tracks', () => {
    expect(tableWidth(['level'], false)).toBeGreaterThanOrEqual(104 + 78 + MESSAGE_MIN);
  });

  it('switches a column on at the end and off again', () => {
    expect(toggleColumn(['level'], 'host')).toEqual(['level', 'host']);
    expect(toggleColumn(['level', 'host'], 'level')).toEqual(['host']);
  });
});
