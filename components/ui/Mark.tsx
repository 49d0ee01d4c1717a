/** The product's mark: two links of a chain that pass through each other. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <g fill="none" stroke-width="2.6" stroke-linecap="round">
        <path d="M12 7.4A5.7 5.7 0 1 0 12 16.6" stroke="var(--accent)" />
        <path d="M12 16.6A5.7 5.7 0 1 0 12 7.4" stroke="currentColor" opacity=".8" />
      </g>
    </svg>
  );
}
