"""The provider "local": models that use no AI, fed with passes as they are drawn."""
