FROM python:3.13-slim

RUN useradd --create-home maum
COPY . /src
RUN pip install --no-cache-dir /src && rm -rf /src

USER maum
ENV MAUM_HOME=/home/maum/data MAUM_WEB_HOST=0.0.0.0
RUN mkdir -p $MAUM_HOME
VOLUME $MAUM_HOME
EXPOSE 8420
# Another host than loopback needs MAUM_WEB_TOKEN; without it maum says so and stops.
ENTRYPOINT ["maum"]
CMD ["run"]
