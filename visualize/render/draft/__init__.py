"""Draft pictures: clay and beauty while a hand is on the scene, in one plain draw."""
