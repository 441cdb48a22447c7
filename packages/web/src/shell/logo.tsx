interface LogoProps {
  /** Edge length in pixels. */
  readonly size?: number;
}

/** Growth rings with the bark in the accent and the heartwood in the middle; decorative, the name stands beside it. */
export function Logo({ size = 24 }: LogoProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <g strokeLinecap="round">
        <path stroke="var(--hw-accent)" strokeWidth="2.6" d="M27.6 10.2A13 13 0 1 0 29 16" />
        <path stroke="var(--hw-wood)" strokeWidth="2" d="M17.5 7.3a8.9 8.9 0 1 0 7.3 7.2" />
        <path stroke="var(--hw-wood)" strokeWidth="1.8" d="M19.6 13.2a4.9 4.9 0 1 1-5.5-1.2" />
      </g>
      <circle fill="var(--hw-wood)" cx="16" cy="16.4" r="1.7" />
    </svg>
  );
}
