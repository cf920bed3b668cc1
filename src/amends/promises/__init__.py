"""The one register of promises: standards, statutory deadlines and given words, each dated and owned."""
