"""Pictures of what is known and asked: drawn without a display, sized for a phone, each with its words beside it."""
