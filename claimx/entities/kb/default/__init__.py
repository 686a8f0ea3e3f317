"""The base that claimx carries: places, states, bodies, parties and office holders."""
