"""Django's name for the store."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app whose one migration tree serves every slice."""

    name = "comity.store"
    label = "store"
    default_auto_field = "comity.store.columns.RowNumber"
