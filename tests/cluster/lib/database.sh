# shellcheck shell=bash
# PostgreSQL for the pods: one server with a database for each region, and, for a test that kills or restores one, others beside it.
# A server is known by its name: that of its process, its log and its folder below databases/.

POSTGRESQL=/usr/lib/postgresql/15/bin
DATABASES="$STATE/databases"
# shellcheck disable=SC2034 # read by the commands that source this file
DATABASE_SERVER=database
DATABASE_USER=forms
DATABASE_PASSWORD_FILE="$STATE/database-password"

# PostgreSQL refuses to run as root.
as_postgres() {
    setpriv --reuid=postgres --regid=postgres --clear-groups -- env --chdir=/ "$@"
}

# psql_of PORT ARGUMENT…
psql_of() {
    local port=$1
    shift
    PGPASSWORD=$(<"${STACK_DATABASE_PASSWORD_FILE:-$DATABASE_PASSWORD_FILE}") psql --host "${STACK_DATABASE_HOST:-$NODE_ADDRESS}" --port "$port" --username postgres \
        --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 "$@"
}

create_database_password() {
    random_secret | secret_file "$DATABASE_PASSWORD_FILE"
}

# start_database NAME PORT: with a new folder, or with what is in it.
start_database() {
    local name=$1 port=$2 folder="$DATABASES/$1"
    [[ -d $folder ]] || create_database_folder "$name"
    # A socket beside the data: nobody connects through it, and the default folder is the machine's own PostgreSQL's.
    start "$name" setpriv --reuid=postgres --regid=postgres --clear-groups -- "$POSTGRESQL/postgres" -D "$folder/data" \
        -c "port=$port" -c "listen_addresses=$NODE_ADDRESS" -c "unix_socket_directories=$folder"
    echo "$port" >"$folder/port"
}

wait_for_database() {
    wait_for 60 "$1" "PostgreSQL answers" psql_of "$(<"$DATABASES/$1/port")" --dbname postgres --command 'SELECT 1'
}

# The machine itself does not fail here, so nothing waits for the disk; what the server's own death leaves is in the log.
create_database_folder() {
    local name=$1 folder="$DATABASES/$1" network="${NODE_ADDRESS%.*}.0/24"
    install -d -m 755 "$DATABASES"
    install -d -m 700 -o postgres -g postgres "$folder" "$folder/archive"
    install -m 600 -o postgres "$DATABASE_PASSWORD_FILE" "$folder/password"
    as_postgres "$POSTGRESQL/initdb" --pgdata "$folder/data" --no-sync --encoding UTF8 --locale C.UTF-8 \
        --username postgres --auth scram-sha-256 --pwfile "$folder/password" >>"$LOGS/$name.log" 2>&1
    printf 'host %s all %s scram-sha-256\n' all "$network" replication "$network" >>"$folder/data/pg_hba.conf"
    cat >>"$folder/data/postgresql.conf" <<CONF
fsync = off
shared_buffers = 64MB
max_connections = 300
archive_mode = on
archive_command = 'cp %p "$folder/archive/new" && mv "$folder/archive/new" "$folder/archive/%f"'
log_timezone = UTC
CONF
}

# create_database_user NAME: who owns the databases of the application.
create_database_user() {
    psql_of "$(<"$DATABASES/$1/port")" --dbname postgres <<SQL
CREATE ROLE $DATABASE_USER LOGIN PASSWORD '$(<"$DATABASE_PASSWORD_FILE")'
SQL
}

# Asked to end, it would wait for the pods to leave.
stop_databases() {
    local name names=()
    for name in "$DATABASES"/*/; do
        name=$(basename "$name")
        [[ ! -e $RUN/$name ]] || names+=("$name")
    done
    ((${#names[@]} > 0)) || return 0
    signal QUIT "${names[@]}"
    within 10 have_ended "${names[@]}" || true
    stop_at_once "${names[@]}"
}
