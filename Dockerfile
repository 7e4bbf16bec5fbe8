# A small image with everything for PDF: docker build -t rapporteur . && docker run --rm rapporteur --help
FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
COPY . /src
RUN pip install --no-cache-dir /src && rm -rf /src
RUN useradd --create-home officer
USER officer
WORKDIR /data
ENTRYPOINT ["rapporteur"]
CMD ["--help"]
