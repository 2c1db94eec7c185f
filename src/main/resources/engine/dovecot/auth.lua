-- Asks Balise who this is. The secret travels on loopback only and is never logged.
local client

function script_init()
  client = dovecot.http.client { timeout = 5000, max_attempts = 1 }
  return 0
end

local function escape(text)
  return (string.gsub(text or "", "[^%w]", function(c) return string.format("%%%02X", string.byte(c)) end))
end

local function ask(req, secret)
  local request = client:request { url = "${engineUrl}/login", method = "POST" }
  request:add_header("X-Balise-Engine", "${engineKey}")
  request:add_header("Content-Type", "application/x-www-form-urlencoded")
  request:set_payload("mailbox=" .. escape(req.user) .. "&mechanism=" .. escape(req.mech) .. "&secret=" .. escape(secret)
    .. "&service=" .. escape(req.service) .. "&ip=" .. escape(req.remote_ip) .. "&session=" .. escape(req.session))
  return request:submit()
end

function auth_password_verify(req, secret)
  local ok, response = pcall(ask, req, secret)
  if not ok then return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, "no answer" end
  local status = response:status()
  if status == 200 then return dovecot.auth.PASSDB_RESULT_OK, response:payload() end
  if status == 401 then return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, "" end
  if status == 403 then return dovecot.auth.PASSDB_RESULT_USER_DISABLED, "" end
  return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, "answer " .. tostring(status)
end

-- Balise knows passwords only as hashes: there is nothing to look up.
function auth_passdb_lookup(req)
  return dovecot.auth.PASSDB_RESULT_USER_UNKNOWN, ""
end
