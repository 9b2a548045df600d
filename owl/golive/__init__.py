"""The checklist before customers are served: technology, finance, enablement, security; beta; general availability."""
